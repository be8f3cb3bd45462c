package dev.deadair.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a check has to say about a place in a file, or about a server.
 *
 * @param code what kind of thing, for scripts
 * @param source the file as it was named, or the server
 * @param line counted from 1
 * @param text to follow the place
 */
record Remark(boolean isError, String code, String source, int line, String text) {

  static Remark error(String code, String source, int line, String text) {
    return new Remark(true, code, source, line, text);
  }

  static Remark warning(String code, String source, int line, String text) {
    return new Remark(false, code, source, line, text);
  }

  String level() {
    return isError ? "error" : "warning";
  }

  Map<String, ?> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("code", code);
    json.put("severity", level());
    json.put("source", source);
    json.put("line", line);
    json.put("summary", text);
    return json;
  }

  @Override
  public String toString() {
    return "%s:%d: %s: %s (%s)".formatted(source, line, level(), text, code);
  }
}

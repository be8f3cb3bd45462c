package dev.deadair.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remarks as a log of SARIF 2.1.0, which code hosts show beside the lines. */
final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private Sarif() {}

  static Map<String, ?> log(List<Remark> remarks) {
    var driver = new LinkedHashMap<String, Object>();
    driver.put("name", "deadair");
    driver.put("version", Main.Version.number());
    driver.put(
        "rules", remarks.stream().map(Remark::code).distinct().sorted().map(Sarif::rule).toList());
    var run = new LinkedHashMap<String, Object>();
    run.put("tool", Map.of("driver", driver));
    run.put("results", remarks.stream().map(Sarif::result).toList());
    var log = new LinkedHashMap<String, Object>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return log;
  }

  /** A path or a URL as the reference that a viewer wants. */
  private static String uri(String source) {
    try {
      return source.contains("://")
          ? source
          : new URI(null, null, source.replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException e) {
      return URLEncoder.encode(source, StandardCharsets.UTF_8);
    }
  }

  private static Map<String, ?> rule(String code) {
    return Map.of("id", code);
  }

  private static Map<String, ?> result(Remark remark) {
    var place = new LinkedHashMap<String, Object>();
    place.put("artifactLocation", Map.of("uri", uri(remark.source())));
    place.put("region", Map.of("startLine", Math.max(1, remark.line())));
    var result = new LinkedHashMap<String, Object>();
    result.put("ruleId", remark.code());
    result.put("level", remark.level());
    result.put("message", Map.of("text", remark.text()));
    result.put("locations", List.of(Map.of("physicalLocation", place)));
    return result;
  }
}

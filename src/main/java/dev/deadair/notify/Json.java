package dev.deadair.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON text, written field by field. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** What writes one document. */
  @FunctionalInterface
  interface Document {
    void write(JsonGenerator json) throws IOException;
  }

  static String text(Document document) {
    var text = new StringWriter();
    try (var json = FACTORY.createGenerator(text)) {
      document.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer does no I/O", e);
    }
    return text.toString();
  }

  static void strings(JsonGenerator json, String field, Map<String, String> values)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (var each : values.entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  /** How long the text is on the wire. */
  static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}

package dev.deadair.config;

import dev.deadair.liveness.Floor;
import java.util.Optional;

/** Reads below which rate of samples ingestion counts as lost: a fraction, a rate, or off. */
final class FloorReader {

  private FloorReader() {}

  /** Empty where it is written wrongly. */
  static Optional<Floor> read(Value value) {
    if (value.isText()) {
      return value.parsed("off, or baseline-fraction or absolute in braces", FloorReader::off);
    }
    return value.node().flatMap(FloorReader::read);
  }

  private static Floor off(String text) {
    if (!text.equals("off")) {
      throw new IllegalArgumentException(
          "is no floor; use off, { baseline-fraction = 0.1 } or { absolute = 50 }");
    }
    return new Floor.Off();
  }

  private static Optional<Floor> read(Node node) {
    var fraction = node.get("baseline-fraction").filter(Value::isWritten);
    var absolute = node.get("absolute");
    if (fraction.isPresent() && absolute.isPresent()) {
      node.wrongKey("absolute", "stands beside baseline-fraction; leave one of them out");
    }
    node.done();
    return absolute.isPresent()
        ? absolute.flatMap(Value::rate).map(Floor.Absolute::new)
        : node.get("baseline-fraction").flatMap(Value::share).map(Floor.Fraction::new);
  }
}

package dev.deadair.config;

import dev.deadair.liveness.Inventory.ExpectedInstance;
import java.net.URI;
import java.util.Optional;

/** Reads where the logs of instances are. */
final class LogReader {

  private LogReader() {}

  /** Of a site, a group or an instance; what is written here replaces what comes from above. */
  static Optional<LogSource> read(Node node, Optional<LogSource> inherited) {
    return node.node("log").map(LogReader::read).orElse(inherited);
  }

  private static Optional<LogSource> read(Node log) {
    var unit = log.get("journal").flatMap(LogReader::unit);
    var file = log.get("file").flatMap(SecretReader::named);
    if (log.has("journal") == log.has("file")) {
      log.wrong("needs one of journal = UNIT and file = PATH");
    }
    log.done();
    return unit.<LogSource>map(LogSource.Journal::new).or(() -> file.map(LogSource.File::new));
  }

  private static Optional<String> unit(Value value) {
    return value.parsed(
        "a unit such as prometheus.service",
        text -> {
          if (!text.matches("[A-Za-z0-9:_.\\\\@][A-Za-z0-9:_.\\\\@-]*")) {
            throw new IllegalArgumentException("is no unit; use a name such as prometheus.service");
          }
          return text;
        });
  }

  /** What a site or a group says holds for those of its instances that are on this machine. */
  static boolean isHere(ExpectedInstance instance) {
    var host = instance.url().map(URI::getHost);
    return instance.onLoopback() || (host.isPresent() && HostName.own().equals(host));
  }
}

package dev.deadair.migrate;

import dev.deadair.diagnosis.Labelled;
import dev.deadair.diagnosis.Labels;
import dev.deadair.probe.ExternalLabels;
import dev.deadair.tsdb.Code;
import dev.deadair.tsdb.Comparison;
import dev.deadair.tsdb.Comparison.Difference;
import dev.deadair.tsdb.Depth;
import dev.deadair.tsdb.Finding;
import dev.deadair.tsdb.ManifestText;
import dev.deadair.tsdb.Severity;
import dev.deadair.tsdb.Verification;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Before the first start of a new server on a copy of another's data: source stopped in order, copy
 * equal, directory sound, labels nobody else's.
 *
 * @param copy the data directory that the new server is to be started on
 * @param manifest the lines that {@code tsdb manifest} printed on the source
 * @param source where the old server answered; it must not any more
 * @param config the configuration file of the new server
 * @param siblings servers that scrape the same targets: URLs, or configuration files; the one to be
 *     retired among them
 * @param fleet further servers whose labels must differ
 * @param asking how a server is asked for its labels
 */
public record Preflight(
    Path copy,
    List<String> manifest,
    Optional<URI> source,
    Path config,
    List<String> siblings,
    List<String> fleet,
    Asking asking) {

  private static final Duration KNOCK = Duration.ofSeconds(5);
  private static final String GROUP = "siblings";

  /** More reasons of one kind help nobody. */
  private static final int MOST = 20;

  /** Asks the server at a URL for its external labels. */
  public interface Asking {

    /** Those of the server at {@code url}; a message for the operator where they cannot be had. */
    Map<String, String> labels(String url) throws IOException;
  }

  public Preflight {
    manifest = List.copyOf(manifest);
    siblings = List.copyOf(siblings);
    fleet = List.copyOf(fleet);
  }

  /**
   * Checks all of it; nothing is written.
   *
   * @param progress is told of bytes as they are read, those of the copy twice
   * @throws IOException if the copy or the configuration cannot be read
   */
  public Report report(LongConsumer progress) throws IOException {
    return new Report(
        List.of(
            Check.unless("source-stopped", running()),
            Check.unless("copy-is-the-source", differences(progress)),
            Check.unless("directory-verified", damage(progress)),
            Check.unless("labels-unique", labels())));
  }

  private List<String> running() {
    var reasons = new ArrayList<String>();
    ManifestText.running(manifest)
        .ifPresent(how -> reasons.add("a server was at work when the manifest was taken: " + how));
    ManifestText.read(manifest).uncleanStop().ifPresent(reasons::add);
    source
        .filter(Preflight::isAnswered)
        .ifPresent(url -> reasons.add(url + " still accepts connections: stop it"));
    return reasons;
  }

  private static boolean isAnswered(URI url) {
    var port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), port), Math.toIntExact(KNOCK.toMillis()));
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private List<String> differences(LongConsumer progress) throws IOException {
    return first(
        Comparison.of(copy, ManifestText.read(manifest), progress).differences().stream()
            .map(Preflight::words)
            .toList());
  }

  private static String words(Difference difference) {
    return switch (difference) {
      case Difference.Missing(var path) -> "missing: " + path;
      case Difference.Changed(var path, var how) -> "changed: " + path + ": " + how;
      case Difference.Extra(var path, var isLogged) ->
          "extra: "
              + path
              + (isLogged ? ": left over from an earlier copy, as without --delete" : "");
    };
  }

  private List<String> damage(LongConsumer progress) throws IOException {
    return first(
        Verification.of(copy, Depth.FULL, progress).findings().stream()
            .filter(Preflight::isAgainst)
            .map(Preflight::words)
            .toList());
  }

  private static boolean isAgainst(Finding finding) {
    return finding.severity() != Severity.FINE || finding.code() == Code.SERVER_RUNNING;
  }

  private static String words(Finding finding) {
    var path = finding.path().toString();
    return "%s: %s%s [%s]"
        .formatted(
            finding.severity() == Severity.FINE ? "running" : finding.severity().word(),
            path.isEmpty() ? "" : path + ": ",
            finding.summary(),
            finding.code().word());
  }

  private List<String> labels() throws IOException {
    var reasons = new ArrayList<String>();
    var labels = ExternalLabels.ofFile(config);
    if (labels.isEmpty()) {
      return List.of(config + " has no external labels: nothing tells this server from others");
    }
    var servers = new ArrayList<Labelled<String>>();
    servers.add(labelled(config.toString(), Optional.of(GROUP), labels));
    siblings.forEach(each -> read(each, Optional.of(GROUP), servers, reasons));
    fleet.forEach(each -> read(each, Optional.empty(), servers, reasons));
    Labels.faults(servers).stream()
        .filter(each -> each.server().equals(config.toString()))
        .forEach(each -> reasons.add(each.server() + " " + each.words()));
    return first(reasons);
  }

  /** A server whose labels cannot be read may have these very ones. */
  private void read(
      String where, Optional<String> group, List<Labelled<String>> servers, List<String> reasons) {
    try {
      var isUrl = where.startsWith("http://") || where.startsWith("https://");
      var labels = isUrl ? asking.labels(where) : ExternalLabels.ofFile(Path.of(where));
      servers.add(labelled(where, group, labels));
    } catch (NoSuchFileException e) {
      reasons.add(where + " does not tell its labels: no such file");
    } catch (IOException e) {
      reasons.add(where + " does not tell its labels: " + e.getMessage());
    }
  }

  private static Labelled<String> labelled(
      String server, Optional<String> group, Map<String, String> labels) {
    return new Labelled<>(server, group, Labelled.REPLICA_LABELS, labels);
  }

  private static List<String> first(List<String> reasons) {
    if (reasons.size() <= MOST) {
      return reasons;
    }
    var cut = new ArrayList<>(reasons.subList(0, MOST));
    cut.add("and " + (reasons.size() - MOST) + " more");
    return cut;
  }
}

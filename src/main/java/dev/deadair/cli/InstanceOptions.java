package dev.deadair.cli;

import dev.deadair.migrate.Preflight.Asking;
import dev.deadair.notify.Inquiry;
import dev.deadair.notify.Inquiry.Reply;
import dev.deadair.probe.Approach;
import dev.deadair.probe.ExternalLabels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As whom a command asks instances. */
final class InstanceOptions {

  @Option(
      names = "--http.config.file",
      paramLabel = "FILE",
      description =
          "Credentials and TLS towards the servers, as promtool reads them: basic_auth,"
              + " authorization, bearer_token_file, tls_config.")
  private @Nullable Path file;

  Approach approach() throws IOException {
    return config().approach();
  }

  /** How a server is asked for its labels. */
  Asking asking() throws IOException {
    var inquiry = new Inquiry(config().access());
    return url ->
        switch (inquiry.ask(uri(url), ExternalLabels.PATH)) {
          case Reply.Said(var answer, _) -> ExternalLabels.ofAnswer(answer, url);
          case Reply.Unsaid(var why) -> throw new IOException(why);
        };
  }

  private HttpConfig config() throws IOException {
    return file == null ? HttpConfig.NONE : HttpConfig.read(file);
  }

  private static URI uri(String text) throws IOException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("no URL", e);
    }
  }
}

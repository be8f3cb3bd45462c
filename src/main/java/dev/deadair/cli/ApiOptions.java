package dev.deadair.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which watcher a command speaks to, and as whom. */
final class ApiOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The watcher; default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://localhost:9595");

  @Option(
      names = "--http.config.file",
      paramLabel = "FILE",
      description = "Credentials and TLS, as promtool reads them.")
  private @Nullable Path httpConfig;

  ApiClient client() throws IOException {
    return new ApiClient(url, httpConfig == null ? HttpConfig.NONE : HttpConfig.read(httpConfig));
  }
}

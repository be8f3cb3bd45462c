package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.config.Settings;
import dev.deadair.config.Settings.Result.Loaded;
import dev.deadair.probe.Approach;
import dev.deadair.probe.Approach.Auth;
import dev.deadair.probe.Approach.Compression;
import dev.deadair.probe.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {

  private final Rotation rotation = new Rotation();
  @TempDir private Path directory;

  @Test
  void whatASiteSaysOfItsConnectionsReachesEveryTargetOfIt() throws IOException {
    Files.writeString(directory.resolve("password"), "first\n");

    var approach =
        targets(
                """
                proxy-url = "http://proxy:3128", compression = gzip, headers { X-Scope-OrgID = ops }
                auth.basic { username = deadair, password-file = password }
                auth.tls.server-name = prometheus.example
                instances = ["https://a:9090", "https://b:9090"]
                """)
            .getLast()
            .approach();

    assertThat(approach.auth())
        .isInstanceOfSatisfying(
            Auth.Basic.class,
            basic -> {
              assertThat(basic.user()).isEqualTo("deadair");
              assertThat(basic.password().get()).isEqualTo("first");
            });
    assertThat(approach.tls().serverName()).contains("prometheus.example");
    assertThat(approach.proxy()).contains(URI.create("http://proxy:3128"));
    assertThat(approach.headers()).isEqualTo(Map.of("X-Scope-OrgID", "ops"));
    assertThat(approach.compression()).isEqualTo(Compression.GZIP);
    assertThat(approach.toString()).doesNotContain("first");
  }

  @Test
  void aTokenThatIsRotatedOnDiskIsSentOnceItIsReadAgain() throws IOException {
    var file = Files.writeString(directory.resolve("token"), "first");
    var target = targets("auth.bearer-file = token, instances = [\"http://a:9090\"]").getFirst();

    Files.writeString(file, "second");
    rotation.run();
    assertThat(token(target)).isEqualTo("second");

    Files.delete(file);
    rotation.run();
    assertThat(token(target)).as("in the middle of a rotation").isEqualTo("second");
  }

  @Test
  void anInstanceWithoutAnythingIsApproachedOpenly() throws IOException {
    var target = targets("instances = [\"http://a:9090\"]").getFirst();

    assertThat(target.approach()).isEqualTo(Approach.OPEN);
  }

  private static String token(Target target) {
    return ((Auth.Bearer) target.approach().auth()).token().get();
  }

  private List<Target> targets(String site) throws IOException {
    var file =
        Files.writeString(
            directory.resolve("deadair.conf"), "deadair.sites.eqsin { " + site + " }");
    var result = Settings.load(file, Map.of(), Map.of());
    return Wiring.targets(((Loaded) result).settings(), rotation);
  }
}

package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.notify.Access;
import dev.deadair.probe.Approach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpConfigTest {

  @TempDir private Path folder;

  @Test
  void aUserAndAPasswordInAFileAreThoseOfEveryWay() throws Exception {
    Files.writeString(folder.resolve("password"), "canary\n");
    var config = read("basic_auth: {username: deadair, password_file: password}");

    assertThat(config.authorization()).contains("Basic ZGVhZGFpcjpjYW5hcnk=");
    assertThat(config.access().auth())
        .isInstanceOfSatisfying(
            Access.Auth.Basic.class, it -> assertThat(it.password().get()).isEqualTo("canary"));
    assertThat(config.approach().auth())
        .isInstanceOfSatisfying(
            Approach.Auth.Basic.class,
            it -> {
              assertThat(it.user()).isEqualTo("deadair");
              assertThat(it.password().get()).isEqualTo("canary");
            });
  }

  @Test
  void aBearerIsReadFromItsFile() throws Exception {
    Files.writeString(folder.resolve("token"), "canary\n");
    for (var text :
        new String[] {"bearer_token_file: token", "authorization: {credentials_file: token}"}) {
      assertThat(read(text).approach().auth())
          .as(text)
          .isInstanceOfSatisfying(
              Approach.Auth.Bearer.class, it -> assertThat(it.token().get()).isEqualTo("canary"));
    }
  }

  @Test
  void ourCertificateAndItsKeyAreBesideTheFile() throws Exception {
    var tls =
        read("tls_config: {cert_file: own.pem, key_file: own.key, server_name: prometheus}")
            .approach()
            .tls();

    assertThat(tls.identity().orElseThrow().certificate()).isEqualTo(folder.resolve("own.pem"));
    assertThat(tls.identity().orElseThrow().key()).isEqualTo(folder.resolve("own.key"));
    assertThat(tls.serverName()).contains("prometheus");
    assertThatThrownBy(() -> read("tls_config: {cert_file: own.pem}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belong together");
  }

  private HttpConfig read(String yaml) throws IOException {
    return HttpConfig.read(Files.writeString(folder.resolve("http.yml"), yaml));
  }
}

package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Helm chart, by Helm itself: linted, rendered, and held against Kubernetes' own schemas. */
class ChartTest {
  private static final Path CHART = Path.of("charts/deadair");
  private static final Path VALUES = Path.of("src/test/resources/charts");

  /**
   * Kubernetes' own kinds by their models; what the Prometheus operator defines is looked at by
   * hand.
   */
  private static final Map<String, String> MODELS =
      Map.of(
          "StatefulSet", "V1StatefulSet",
          "Service", "V1Service",
          "Secret", "V1Secret",
          "ConfigMap", "V1ConfigMap",
          "ServiceAccount", "V1ServiceAccount",
          "Ingress", "V1Ingress",
          "NetworkPolicy", "V1NetworkPolicy",
          "PodDisruptionBudget", "V1PodDisruptionBudget");

  private static final List<String> OPERATOR = List.of("ServiceMonitor", "PrometheusRule");

  static List<Path> valueSets() throws IOException {
    try (var files = Files.list(VALUES)) {
      return files.sorted().toList();
    }
  }

  @Test
  void helmFindsNothingToSay() {
    var lint = new Helm(CHART).lint().strict().call();

    assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void kubernetesTakesWhatIsRendered(Path values) {
    var objects = rendered(values);

    assertThat(objects).isNotEmpty();
    for (var object : objects) {
      assertThat(problem(object)).as(object.toString()).isEmpty();
    }
  }

  @Test
  void aMisspeltFieldWouldBeNoticed() {
    var service =
        rendered(VALUES.resolve("default.yaml")).stream()
            .filter(each -> kind(each).equals("Service"))
            .findFirst()
            .orElseThrow()
            .getAsJsonObject();
    service.getAsJsonObject("spec").addProperty("sessionAffinty", "None");

    assertThat(problem(service)).contains("sessionAffinty");
  }

  /** As Helm says it: the place, and what would be right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "image.pullPolicy=Sometimes|image/pullPolicy|one of 'Always', 'IfNotPresent', 'Never'",
        "image.digest=latest|image/digest|'sha256: and 64 hex digits, or empty'",
        "imagePullSecrets[0]=regcred|imagePullSecrets/0|got string, want object",
        "config=|config|'the configuration, such as deadair { sites { … } }'",
        "secrets[0]=Not_A_Name|secrets/0|'a name of lower-case letters, digits, dots and dashes",
        "fullnameOverride=Dead_Air|fullnameOverride|such as deadair-2, or empty'",
        "log.level=loud|log/level|one of 'debug', 'info', 'warn', 'error'",
        "log.format=xml|log/format|one of 'logfmt', 'json'",
        "persistence.size=large|persistence/size|'a quantity such as 256Mi, 0.5 or 500m'",
        "persistence.enabled=maybe|persistence/enabled|got string, want boolean",
        "persistence.accessModes[0]=ReadOnlyMany|persistence/accessModes/0|one of 'ReadWriteOnce'",
        "service.type=Public|service/type|one of 'ClusterIP', 'NodePort', 'LoadBalancer'",
        "service.port=0|service/port|minimum: got 0, want 1",
        "service.port=70000|service/port|maximum: got 70,000, want 65,535",
        "service.port=web|service/port|got string, want integer",
        "ingress.hosts[0].host=a|ingress/hosts/0|missing property 'paths'",
        "resources.limits.memory=lots|resources/limits/memory|'a quantity such as 256Mi",
        "livenessProbe.periodSeconds=0|livenessProbe/periodSeconds|minimum: got 0, want 1",
        "podDisruptionBudget.minAvailable=half|minAvailable|'a number or a percentage such as 50%'",
        "serviceMonitor.interval=15|serviceMonitor/interval|'a duration such as 30s or 1m30s, or",
        "dnsPolicy=Cluster|dnsPolicy|one of",
        "replicas=3|at ''|additional properties 'replicas' not allowed",
        "persistance.enabled=false|at ''|additional properties 'persistance' not allowed",
      })
  void wrongValuesAreRefusedWithWhatWouldBeRight(String set, String place, String sentence) {
    var parts = set.split("=", 2);

    assertThatThrownBy(() -> new Helm(CHART).template().set(parts[0], parts[1]).call())
        .hasMessageContaining("don't meet the specifications")
        .hasMessageContaining(place)
        .hasMessageContaining(sentence);
  }

  @Test
  void theReadmeTellsEveryValue() throws IOException {
    assertThat(Files.readString(CHART.resolve("README.md")))
        .contains(ChartReadme.table(CHART.resolve("values.yaml")));
  }

  /** The values that the README shows, and the configuration in them. */
  @Test
  void whatTheReadmeShowsIsTaken(@TempDir Path folder) throws IOException {
    var shown =
        Pattern.compile("(?ms)^```yaml\n(.*?)^```")
            .matcher(Files.readString(CHART.resolve("README.md")));
    assertThat(shown.find()).isTrue();

    var objects = rendered(Files.writeString(folder.resolve("values.yaml"), shown.group(1)));

    assertThat(objects).allSatisfy(each -> assertThat(problem(each)).isEmpty());
    assertThat(objects.toString()).contains("/etc/deadair/secrets/pagerduty", "prometheus-1");
  }

  private static List<JsonElement> rendered(Path values) {
    var text =
        new Helm(CHART)
            .template()
            .withName("watch")
            .withNamespace("monitoring")
            .withValuesFile(values)
            .call();
    var documents = new Load(LoadSettings.builder().build()).loadAllFromString(text);
    var gson = new Gson();
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(Map.class::isInstance)
        .map(gson::toJsonTree)
        .toList();
  }

  private static String kind(JsonElement object) {
    return object.getAsJsonObject().get("kind").getAsString();
  }

  /** What Kubernetes would say of it; empty where it takes it. */
  private static String problem(JsonElement object) {
    var kind = kind(object);
    if (OPERATOR.contains(kind)) {
      return "";
    }
    var model = MODELS.get(kind);
    if (model == null) {
      return "no schema for a " + kind;
    }
    try {
      Class.forName("io.kubernetes.client.openapi.models." + model)
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, object);
      return "";
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.deadair;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bills of materials, against what the package and the image really hold. */
@Tag("full")
class BillOfMaterialsIT {
  private static final String OF_PACKAGE = "deadair-[0-9]*.cdx.json";
  private static final String OF_IMAGE = "deadair-image-*.cdx.json";

  @TempDir private Path root;
  @TempDir private Path scratch;

  @Test
  void itNamesEveryFileOfThePackageWithItsChecksum() throws Exception {
    Shipped.unpackDeb(root, scratch);

    agrees(bill(OF_PACKAGE), OF_PACKAGE, "usr/share/doc/deadair/deadair.cdx.json");
  }

  @Test
  void itNamesEveryFileOfTheImageWithItsChecksum() throws Exception {
    Shipped.unpackImage(root, scratch);

    var place = "usr/share/doc/deadair/" + Shipped.the(OF_IMAGE).getFileName();
    agrees(bill(OF_IMAGE), OF_IMAGE, place);
  }

  @ParameterizedTest
  @ValueSource(strings = {OF_PACKAGE, OF_IMAGE})
  void everyComponentHasAVersionALicenceAndAName(String pattern) throws Exception {
    var components = all(bill(pattern)).filter(each -> !type(each).equals("file")).toList();

    assertThat(components)
        .hasSizeGreaterThan(60)
        .allSatisfy(
            each -> {
              assertThat(each.getString("version")).as(each.getString("name")).isNotBlank();
              assertThat(each.getString("name")).isNotBlank();
              if (!type(each).equals("container")) {
                assertThat(each.getJsonArray("licenses")).as(each.getString("name")).isNotEmpty();
              }
            });
    assertThat(components)
        .extracting(each -> each.getString("name"))
        .contains("deadair", "openjdk", "zlib", "sqlite", "sqlite-jdbc", "netty-handler", "uplot");
  }

  /** By the name that scanners ask their databases for. */
  @Test
  void theRuntimeAndDebiansPackagesAreNamedAsScannersKnowThem() throws Exception {
    var version = Runtime.version();

    assertThat(purls(bill(OF_PACKAGE)))
        .contains(
            "pkg:generic/openjdk@%d.%d.%d%%2B%d"
                .formatted(
                    version.feature(),
                    version.interim(),
                    version.update(),
                    version.build().orElseThrow()));
    assertThat(purls(bill(OF_IMAGE)))
        .anyMatch(each -> each.matches("pkg:deb/debian/libc6@2\\.36-\\S+\\?arch=\\w+&.*debian-12"))
        .anyMatch(each -> each.startsWith("pkg:deb/debian/dash@"))
        .anyMatch(each -> each.startsWith("pkg:generic/sqlite@"));
  }

  @ParameterizedTest
  @ValueSource(strings = {OF_PACKAGE, OF_IMAGE})
  void itIsWhatCycloneDxDemands(String pattern) throws Exception {
    var errors =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7, BillOfMaterialsIT::mapped)
            .getSchema(SchemaLocation.of("classpath:bom-1.6.schema.json"))
            .validate(bill(pattern).encode(), InputFormat.JSON);

    assertThat(errors).isEmpty();
  }

  /** The schemas that the schema refers to lie beside it. */
  private static void mapped(SchemaRegistry.Builder registry) {
    registry.schemaIdResolvers(
        each -> each.mapPrefix("http://cyclonedx.org/schema/", "classpath:"));
  }

  private void agrees(JsonObject bill, String pattern, String itself) throws Exception {
    var shipped = shipped();
    assertThat(shipped.remove("/" + itself))
        .as("the bill comes with it")
        .isEqualTo(checksum(Shipped.the(pattern)));
    assertThat(shipped).hasSizeGreaterThan(150);
    assertThat(named(bill)).containsExactlyInAnyOrderEntriesOf(shipped);
  }

  private Map<String, String> shipped() throws Exception {
    var shipped = new TreeMap<String, String>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!Files.isSymbolicLink(file)) {
          shipped.put("/" + root.relativize(file), checksum(file));
        }
      }
    }
    return shipped;
  }

  /** Files are components of their own, those of Maven's libraries are where these occur. */
  private static Map<String, String> named(JsonObject bill) {
    var files =
        all(bill)
            .filter(each -> type(each).equals("file"))
            .map(each -> Map.entry(each.getString("name"), sha256(each)));
    var libraries =
        all(bill)
            .filter(each -> each.containsKey("evidence"))
            .flatMap(
                each ->
                    objects(each.getJsonObject("evidence").getJsonArray("occurrences"))
                        .map(place -> Map.entry(place.getString("location"), sha256(each))));
    return Stream.concat(files, libraries).collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** What the bill is about and all its components, with theirs. */
  private static Stream<JsonObject> all(JsonObject bill) {
    var about = bill.getJsonObject("metadata").getJsonObject("component");
    return Stream.concat(Stream.of(about), objects(bill.getJsonArray("components")))
        .flatMap(BillOfMaterialsIT::withParts);
  }

  private static Stream<JsonObject> withParts(JsonObject component) {
    var parts = component.getJsonArray("components", new JsonArray());
    return Stream.concat(
        Stream.of(component), objects(parts).flatMap(BillOfMaterialsIT::withParts));
  }

  private static List<String> purls(JsonObject bill) {
    return all(bill).map(each -> each.getString("purl", "")).toList();
  }

  private static String sha256(JsonObject component) {
    return objects(component.getJsonArray("hashes"))
        .filter(each -> each.getString("alg").equals("SHA-256"))
        .map(each -> each.getString("content"))
        .findFirst()
        .orElseThrow();
  }

  private static String type(JsonObject component) {
    return component.getString("type");
  }

  private static JsonObject bill(String pattern) throws IOException {
    return new JsonObject(Files.readString(Shipped.the(pattern)));
  }

  private static String checksum(Path file) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}

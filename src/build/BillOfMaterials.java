import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Completes Maven's bill of materials (CycloneDX), which knows libraries alone, to one of the
 * Debian package and one of the image: the runtime and what is linked into it, SQLite, Debian's
 * packages, and every file that is shipped with its checksum.
 *
 * <p>Usage: {@code java -cp 'DISTRIBUTION/lib/*' BillOfMaterials.java LIBRARIES.json DISTRIBUTION
 * IMAGE-BASE PACKAGE.json IMAGE.json}. A file or a licence that belongs to nothing known ends it
 * with a complaint: whoever ships something more says here what it is.
 */
final class BillOfMaterials {
  private static final String HOME = "/usr/lib/deadair/";

  /** What is installed from the project's folder, besides the distribution. */
  private static final Map<String, String> PACKAGE_FILES =
      Map.of(
          "/etc/deadair/deadair.conf", "deploy/debian/deadair.conf",
          "/lib/systemd/system/deadair.service", "deploy/systemd/deadair.service",
          "/usr/share/doc/deadair/copyright", "deploy/debian/copyright",
          "/usr/share/doc/deadair/README.md", "README.md",
          "/usr/share/doc/deadair/CHANGELOG.md", "CHANGELOG.md",
          "/usr/share/doc/deadair/deadair.conf", "config/deadair.conf");

  private static final Map<String, String> IMAGE_FILES =
      Map.of(
          "/etc/deadair/deadair.conf",
          "deploy/debian/deadair.conf",
          "/etc/passwd",
          "deploy/image/etc/passwd",
          "/etc/group",
          "deploy/image/etc/group",
          HOME + "LICENSE",
          "LICENSE");

  /**
   * "## zlib v1.3.2", "## The Unicode Standard, Version 16.0.0", "## Mozilla Public Suffix List".
   */
  private static final Pattern TITLE =
      Pattern.compile("## (.+?),?(?:\\s+(?:Version\\s+|v\\s?)?(\\d[\\w.-]*))?\\s*");

  private final JsonObject bill;
  private final Map<String, JsonObject> byChecksum = new TreeMap<>();

  private BillOfMaterials(String libraries) {
    bill = new JsonObject(libraries);
    for (var library : objects(bill.getJsonArray("components")).toList()) {
      objects(library.getJsonArray("hashes"))
          .filter(hash -> hash.getString("alg").equals("SHA-256"))
          .forEach(hash -> byChecksum.put(hash.getString("content"), library));
    }
  }

  public static void main(String[] args) throws Exception {
    if (!Files.exists(Path.of(args[0]))) {
      fail("no " + args[0] + ": Maven's plugin for it works online alone, without -o");
    }
    var libraries = Files.readString(Path.of(args[0]));
    var distribution = Path.of(args[1]);

    var ofPackage = new BillOfMaterials(libraries);
    ofPackage.add(distribution, PACKAGE_FILES);
    Files.writeString(Path.of(args[3]), ofPackage.bill.encodePrettily() + "\n");

    var ofImage = new BillOfMaterials(libraries);
    ofImage.add(distribution, IMAGE_FILES);
    for (var each : DebianPackages.in(Path.of(args[2]))) {
      ofImage.component(each, ofImage.ours().getString("bom-ref"));
    }
    ofImage.bePartOfAnImage();
    Files.writeString(Path.of(args[4]), ofImage.bill.encodePrettily() + "\n");
  }

  /** The distribution, where it is installed, and some of our own files beside it. */
  private void add(Path distribution, Map<String, String> besides) throws Exception {
    var runtime = runtime(distribution.resolve("runtime"));
    var ours = new ArrayList<JsonObject>();
    for (var file : files(distribution)) {
      var name = distribution.relativize(file).toString();
      if (name.startsWith("config/") || name.equals("LICENSE") || name.endsWith("linked-from")) {
        continue; // not installed from there
      }
      var shipped = file(HOME + name, file);
      var library = byChecksum.get(checksum(file));
      if (library != null) {
        occurs(library, HOME + name);
      } else if (name.startsWith("runtime/")) {
        runtime.getJsonArray("components").add(shipped);
      } else if (name.equals("lib/libsqlitejdbc.so")) {
        component(sqlite(shipped), reference("sqlite-jdbc"));
      } else if (name.startsWith("bin/") || name.matches("lib/(deadair\\..*|jvm\\.options)")) {
        ours.add(shipped);
      } else {
        fail("a file of nobody's in the distribution: " + name);
      }
    }
    for (var each : new TreeMap<>(besides).entrySet()) {
      ours.add(file(each.getKey(), Path.of(each.getValue())));
    }
    ours().put("components", new JsonArray(ours));
    component(runtime, ours().getString("bom-ref"));
    objects(bill.getJsonArray("components"))
        .filter(library -> library.getString("bom-ref").startsWith("pkg:maven/"))
        .filter(library -> !library.containsKey("evidence"))
        .findFirst()
        .ifPresent(lost -> fail("not in the distribution: " + lost.getString("name")));
    bill.put(
        "compositions",
        new JsonArray()
            .add(
                new JsonObject()
                    .put("aggregate", "complete")
                    .put("assemblies", new JsonArray().add(ours().getString("bom-ref")))));
  }

  /** The runtime, with what its own legal notices name as part of it. */
  private static JsonObject runtime(Path home) throws IOException {
    var release = new Properties();
    try (var lines = Files.newBufferedReader(home.resolve("release"))) {
      release.load(lines);
    }
    var version = System.getProperty("java.runtime.version").replaceFirst("-LTS$", "");
    if (!version.startsWith(release.getProperty("JAVA_VERSION").replace("\"", ""))) {
      throw new IOException("the runtime in " + home + " is not of this JDK, " + version);
    }
    var vendor = System.getProperty("java.vendor");
    var parts = new JsonArray();
    for (var notice : files(home.resolve("legal"))) {
      if (notice.toString().endsWith(".md")) {
        parts.add(noticed(home.relativize(notice), Files.readString(notice), version));
      }
    }
    return new JsonObject()
        .put("type", "platform")
        .put("bom-ref", "pkg:generic/openjdk@" + encoded(version))
        .put("supplier", new JsonObject().put("name", vendor))
        .put("name", "openjdk")
        .put("version", version)
        .put(
            "description",
            "The Java runtime, trimmed: " + System.getProperty("java.vendor.version"))
        .put("licenses", expression("GPL-2.0-only WITH Classpath-exception-2.0"))
        .put(
            "cpe",
            "cpe:2.3:a:oracle:openjdk:" + version.replaceFirst("\\+.*", "") + ":*:*:*:*:*:*:*")
        .put("purl", "pkg:generic/openjdk@" + encoded(version))
        .put("components", parts);
  }

  private static JsonObject noticed(Path notice, String text, String version) throws IOException {
    var title = TITLE.matcher(text.lines().findFirst().orElse(""));
    if (!title.matches()) {
      throw new IOException("no title in " + notice);
    }
    var known = title.group(2) == null ? version : title.group(2);
    var licence = "as told in " + HOME + "runtime/" + notice;
    return new JsonObject()
        .put("type", "library")
        .put("bom-ref", "openjdk@" + version + "/" + notice.getFileName())
        .put("name", title.group(1))
        .put("version", known)
        .put(
            "licenses",
            new JsonArray()
                .add(new JsonObject().put("license", new JsonObject().put("name", licence))));
  }

  /** SQLite itself, as its driver's library has it; the driver's version begins with SQLite's. */
  private JsonObject sqlite(JsonObject library) {
    var version =
        objects(bill.getJsonArray("components"))
            .filter(each -> each.getString("name").equals("sqlite-jdbc"))
            .map(each -> each.getString("version").replaceFirst("\\.\\d+$", ""))
            .findFirst()
            .orElseThrow();
    return new JsonObject()
        .put("type", "library")
        .put("bom-ref", "pkg:generic/sqlite@" + version)
        .put("name", "sqlite")
        .put("version", version)
        .put("licenses", expression("blessing"))
        .put("cpe", "cpe:2.3:a:sqlite:sqlite:" + version + ":*:*:*:*:*:*:*")
        .put("purl", "pkg:generic/sqlite@" + version)
        .put("components", new JsonArray().add(library));
  }

  /** What the bill is about is the image then, and the daemon is the first thing in it. */
  private void bePartOfAnImage() {
    var daemon = ours();
    var image =
        new JsonObject()
            .put("type", "container")
            .put("bom-ref", "deadair-image")
            .put("name", "ghcr.io/deadair/deadair")
            .put("version", daemon.getString("version"));
    bill.getJsonObject("metadata").put("component", image);
    var components = new JsonArray().add(daemon);
    bill.put("components", components.addAll(bill.getJsonArray("components")));
    depends("deadair-image", daemon.getString("bom-ref"));
    bill.getJsonArray("compositions")
        .getJsonObject(0)
        .getJsonArray("assemblies")
        .add("deadair-image");
  }

  private JsonObject ours() {
    return bill.getJsonObject("metadata").getJsonObject("component");
  }

  private String reference(String name) {
    return objects(bill.getJsonArray("components"))
        .filter(each -> each.getString("name").equals(name))
        .map(each -> each.getString("bom-ref"))
        .findFirst()
        .orElseThrow();
  }

  private void component(JsonObject added, String user) {
    bill.getJsonArray("components").add(added);
    bill.getJsonArray("dependencies")
        .add(
            new JsonObject()
                .put("ref", added.getString("bom-ref"))
                .put("dependsOn", new JsonArray()));
    depends(user, added.getString("bom-ref"));
  }

  private void depends(String user, String used) {
    var dependencies = bill.getJsonArray("dependencies");
    objects(dependencies)
        .filter(each -> each.getString("ref").equals(user))
        .findFirst()
        .orElseGet(
            () -> {
              var added = new JsonObject().put("ref", user).put("dependsOn", new JsonArray());
              dependencies.add(added);
              return added;
            })
        .getJsonArray("dependsOn")
        .add(used);
  }

  private static void occurs(JsonObject library, String place) {
    library.put(
        "evidence",
        new JsonObject()
            .put("occurrences", new JsonArray().add(new JsonObject().put("location", place))));
  }

  static JsonObject file(String place, Path file) throws Exception {
    return new JsonObject()
        .put("type", "file")
        .put("name", place)
        .put(
            "hashes",
            new JsonArray()
                .add(new JsonObject().put("alg", "SHA-256").put("content", checksum(file))));
  }

  static JsonArray expression(String licence) {
    return new JsonArray().add(new JsonObject().put("expression", licence));
  }

  static String encoded(String version) {
    return URLEncoder.encode(version, UTF_8).replace("%3A", ":").replace("%7E", "~");
  }

  private static String checksum(Path file) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  /** Links to files among them: packages have the file itself there. */
  static List<Path> files(Path tree) throws IOException {
    try (var paths = Files.walk(tree)) {
      return paths.filter((Predicate<Path>) Files::isRegularFile).sorted().toList();
    }
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  static void fail(String why) {
    System.err.println(why);
    System.exit(1);
  }
}

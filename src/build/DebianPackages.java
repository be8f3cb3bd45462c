import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Debian's packages in the image, as a bill of materials names them. */
final class DebianPackages {

  /** By what their files in /usr/share/doc say of what we ship of them. */
  private static final Map<String, String> LICENCES =
      Map.of(
          "libc6", "LGPL-2.1-or-later",
          "dash", "BSD-3-Clause",
          "base-files", "GPL-2.0-or-later");

  private DebianPackages() {}

  /** Those in {@code base}, each with what of it is there. */
  static Collection<JsonObject> in(Path base) throws Exception {
    var status = base.resolve("var/lib/dpkg/status.d");
    var packages = new TreeMap<String, JsonObject>();
    var owners = new TreeMap<String, String>();
    for (var note : BillOfMaterials.files(status)) {
      var name = note.getFileName().toString();
      if (!name.endsWith(".md5sums")) {
        packages.put(name, described(name, Files.readString(note)));
        for (var line : Files.readAllLines(note.resolveSibling(name + ".md5sums"))) {
          owners.put(line.replaceFirst("^\\S+\\s+", ""), name);
        }
      }
    }
    for (var file : BillOfMaterials.files(base)) {
      var name = base.relativize(file).toString();
      var owner =
          file.startsWith(status)
              ? name.replaceFirst(".*/", "").replaceFirst("\\.md5sums$", "")
              : owners.get(base.toRealPath().relativize(file.toRealPath()).toString());
      if (owner == null) {
        BillOfMaterials.fail("a file of nobody's in the image: " + name);
      }
      packages.get(owner).getJsonArray("components").add(BillOfMaterials.file("/" + name, file));
    }
    return packages.values();
  }

  private static JsonObject described(String name, String control) throws IOException {
    var version = field(control, "Version");
    var licence = LICENCES.get(name);
    if (licence == null) {
      throw new IOException("under which licence is Debian's " + name + "?");
    }
    var purl =
        "pkg:deb/debian/%s@%s?arch=%s&distro=debian-12"
            .formatted(name, BillOfMaterials.encoded(version), field(control, "Architecture"));
    return new JsonObject()
        .put("type", "library")
        .put("bom-ref", purl)
        .put("supplier", new JsonObject().put("name", field(control, "Maintainer")))
        .put("name", name)
        .put("version", version)
        .put("licenses", BillOfMaterials.expression(licence))
        .put("purl", purl)
        .put("components", new JsonArray());
  }

  private static String field(String control, String name) {
    return control
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }
}

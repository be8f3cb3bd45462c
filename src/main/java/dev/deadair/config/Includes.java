package dev.deadair.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The include statements of one file: other files, which must be there.
 *
 * <p>Stricter than HOCON, which takes a missing file for an empty one: a site would go unwatched
 * without a word.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final List<Path> chain;
  private final Problems problems;

  /**
   * The includes of the last file of {@code chain}.
   *
   * @param chain from the file that was asked for to the one that is being read
   */
  Includes(List<Path> chain, Problems problems) {
    this.chain = List.copyOf(chain);
    this.problems = problems;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return includeBeside(what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return includeBeside(what.toString());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return fault(what.toString(), "is no file; only files can be included");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return fault(what, "is no file; only files can be included");
  }

  private ConfigObject includeBeside(String what) {
    var file = including().resolveSibling(what);
    if (chain.stream().anyMatch(each -> sameFile(each, file))) {
      return fault(what, "includes this file again; break the circle");
    }
    var unreadable = TextFile.unfit(file);
    if (unreadable.isPresent()) {
      return fault(what, unreadable.get());
    }
    var longer = new ArrayList<>(chain);
    longer.add(file);
    return ConfigFactory.parseFile(
            file.toFile(), Hocon.options().setIncluder(new Includes(longer, problems)))
        .root();
  }

  private Path including() {
    return chain.getLast();
  }

  private ConfigObject fault(String what, String fault) {
    problems.error(including().toString(), lineOf(what), "include \"" + what + "\" " + fault);
    return ConfigFactory.empty().root();
  }

  /** The line of the statement, which the parser does not tell; 0 where it cannot be found. */
  private int lineOf(String what) {
    try {
      var lines = Files.readAllLines(including());
      for (var i = 0; i < lines.size(); i++) {
        if (lines.get(i).strip().startsWith("include") && lines.get(i).contains(what)) {
          return i + 1;
        }
      }
      return 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }

  private static boolean sameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}

package dev.deadair.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of one configuration, read into one tree.
 *
 * <p>In the order of precedence: flags; the file with what it includes; the defaults. What is not
 * defined in any of them is looked up in the environment.
 */
final class Hocon {
  static final String ROOT = "deadair";

  private static final String DEFAULTS = "reference.conf";
  private static final String ENVIRONMENT = "environment variable ";

  private final Map<String, String> environment;
  private final Problems problems;

  Hocon(Map<String, String> environment, Problems problems) {
    this.environment = Map.copyOf(environment);
    this.problems = problems;
  }

  /** The whole tree; nothing if the text is so broken that there is none. */
  Optional<ConfigObject> read(@Nullable Path file, Map<String, String> flags) {
    try {
      var written = resolved(flagsOf(flags).withFallback(file == null ? empty() : fileOf(file)));
      return Optional.of(resolved(written.withFallback(defaultsBeside(written))).root());
    } catch (ConfigException broken) {
      SyntaxErrors.tell(broken, problems);
      return Optional.empty();
    }
  }

  static ConfigParseOptions options() {
    return ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);
  }

  static boolean isDefault(ConfigOrigin origin) {
    return origin.filename() == null && origin.description().startsWith(DEFAULTS);
  }

  static boolean isFromEnvironment(ConfigOrigin origin) {
    return origin.description().startsWith(ENVIRONMENT);
  }

  private static Config empty() {
    return ConfigFactory.empty();
  }

  private static Config flagsOf(Map<String, String> flags) {
    var config = empty();
    for (var flag : flags.entrySet()) {
      var value = ConfigValueFactory.fromAnyRef(flag.getValue(), "--" + flag.getKey());
      config = config.withFallback(value.atPath(ROOT + "." + flag.getKey()));
    }
    return config;
  }

  private Config fileOf(Path file) {
    var includes = new Includes(List.of(file), problems);
    var config = ConfigFactory.parseFile(file.toFile(), options().setIncluder(includes));
    if (!config.root().containsKey(ROOT)) {
      // Else an emptied file would quietly watch the defaults.
      problems.error(
          file.toString(), 0, "has no " + ROOT + " { … }; every setting belongs inside of it");
    }
    return config;
  }

  /** The defaults, less the sites and receivers that stand in only where none are written. */
  private static Config defaultsBeside(Config written) {
    var defaults = defaults();
    for (var key : List.of("sites", "receivers")) {
      if (writes(written.root().get(ROOT), key)) {
        defaults = defaults.withoutPath(ROOT + "." + key);
      }
    }
    return defaults;
  }

  private static boolean writes(@Nullable ConfigValue root, String key) {
    try {
      return root instanceof ConfigObject object && object.containsKey(key);
    } catch (ConfigException.NotResolved missing) {
      return true;
    }
  }

  static Config defaults() {
    try (var in = Hocon.class.getResourceAsStream("/" + DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULTS + " is not on the class path");
      }
      return ConfigFactory.parseReader(
          new InputStreamReader(in, StandardCharsets.UTF_8),
          ConfigParseOptions.defaults().setOriginDescription(DEFAULTS));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What cannot be resolved stays as it is, so that each such place becomes a problem. */
  private Config resolved(Config config) {
    return config.resolve(
        ConfigResolveOptions.noSystem()
            .setAllowUnresolved(true)
            .appendResolver(new Environment(environment)));
  }

  /** Substitutions out of the environment, each value knowing which variable it was. */
  private record Environment(Map<String, String> variables) implements ConfigResolver {
    @Override
    public @Nullable ConfigValue lookup(String name) {
      var value = variables.get(name);
      return value == null ? null : ConfigValueFactory.fromAnyRef(value, ENVIRONMENT + name);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}

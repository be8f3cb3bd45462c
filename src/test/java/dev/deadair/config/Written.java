package dev.deadair.config;

import dev.deadair.config.Settings.Result;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Configurations that are written into a folder, and what becomes of them. */
record Written(Path folder) {
  static final String ROUTING_KEY = "canaryCanaryCANARYcanaryCanary32";

  Settings loaded(String text) {
    return loaded(text, Map.of());
  }

  Settings loaded(String text, Map<String, String> environment) {
    return loaded(Settings.load(file(text), Map.of(), environment));
  }

  Path file(String text) {
    try {
      return Files.writeString(folder.resolve("deadair.conf"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Settings loaded(Result result) {
    return switch (result) {
      case Result.Loaded(var settings, _) -> settings;
      case Result.Broken(var problems, _) -> throw new AssertionError(problems.toString());
      case Result.Unreadable(var file, var why) -> throw new AssertionError(file + " " + why);
    };
  }

  /** How an instance of site {@code a} is connected to. */
  static Connection connection(Settings settings, String group, String name) {
    var id = new InstanceId(new GroupId(new SiteId("a"), group), name);
    return Objects.requireNonNull(settings.connections().get(id), id.toString());
  }
}

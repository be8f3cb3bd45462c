package dev.deadair.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads secrets and the other files that a configuration names; no problem of its shows a secret.
 */
final class SecretReader {
  private SecretReader() {}

  /** The secret that {@code KEY-file} names, or {@code KEY} brings out of the environment. */
  static Optional<Secret> required(Node node, String key) {
    return required(node, key, _ -> Optional.empty());
  }

  /**
   * The same for a secret of known form.
   *
   * @param fault what is wrong with its form, worded to follow the path
   */
  static Optional<Secret> required(
      Node node, String key, Function<String, Optional<String>> fault) {
    var inFile = node.get(key + "-file");
    var inPlace = node.get(key);
    if (inFile.isPresent() && inPlace.isPresent()) {
      inPlace.get().wrongUnseen("stands beside " + key + "-file; use one of them");
      return Optional.empty();
    }
    if (inFile.isPresent()) {
      return inFile.flatMap(value -> fromFile(value, fault));
    }
    if (inPlace.isPresent()) {
      return inPlace.flatMap(value -> fromEnvironment(value, fault));
    }
    if (!node.has(key) && !node.has(key + "-file")) {
      node.wrong(
          "has no " + key + "-file; add one, or " + key + " = ${NAME} for an environment variable");
    }
    return Optional.empty();
  }

  /** The same for a secret that need not be. */
  static Optional<Secret> optional(Node node, String key) {
    return node.has(key) || node.has(key + "-file") ? required(node, key) : Optional.empty();
  }

  /** The same where there need not be one. */
  static Optional<Secret> maybe(Node node, String key, Function<String, Optional<String>> fault) {
    if (node.has(key) || node.has(key + "-file")) {
      return required(node, key, fault);
    }
    var _ = node.get(key).or(() -> node.get(key + "-file")); // known, and not there
    return Optional.empty();
  }

  private static Optional<Secret> fromEnvironment(
      Value value, Function<String, Optional<String>> fault) {
    if (!Hocon.isFromEnvironment(value.origin())) {
      value.wrongUnseen(
          "is written into the configuration; use "
              + lastOf(value.path())
              + "-file, or ${NAME} for an environment variable");
      return Optional.empty();
    }
    return value.text().map(Secret::of).filter(secret -> isUsable(secret, value, fault));
  }

  private static Optional<Secret> fromFile(Value value, Function<String, Optional<String>> fault) {
    return readable(value)
        .flatMap(file -> content(value, file))
        .filter(secret -> isUsable(secret, value, fault));
  }

  private static Optional<Secret> content(Value value, Path file) {
    warnIfWorldReadable(value, file);
    try {
      return Optional.of(Secret.in(file));
    } catch (IOException notText) {
      value.wrongUnseen("names a file that is not UTF-8 text; write the secret and nothing else");
      return Optional.empty();
    }
  }

  static void warnIfWorldReadable(Value value, Path file) {
    if (TextFile.isWorldReadable(file)) {
      value.warn("names a file that every user of this machine can read; use chmod 600");
    }
  }

  private static boolean isUsable(
      Secret secret, Value value, Function<String, Optional<String>> fault) {
    var text = secret.value();
    if (text.isEmpty()) {
      value.wrongUnseen("is empty; it must hold the secret");
      return false;
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      value.wrongUnseen("holds more than one line; it must hold the secret and nothing else");
      return false;
    }
    var wrong = fault.apply(text);
    wrong.ifPresent(value::wrongUnseen);
    return wrong.isEmpty();
  }

  /** The file that {@code value} names, if it can be read; relative to the file that names it. */
  static Optional<Path> readable(Value value) {
    var name = value.text().filter(text -> isFileName(value, text));
    var file = name.map(text -> beside(value, text));
    var fault = file.flatMap(TextFile::unfit);
    if (fault.isEmpty()) {
      return file;
    }
    var what = "names a file that " + fault.get();
    // Somebody may have put the secret where its file belongs: show what is clearly a path.
    if (name.filter(text -> text.startsWith("/") || text.startsWith(".")).isPresent()) {
      value.wrong(what);
    } else {
      value.wrongUnseen(what);
    }
    return Optional.empty();
  }

  /** The file that {@code value} names, be it there or not. */
  static Optional<Path> named(Value value) {
    return value.text().filter(text -> isFileName(value, text)).map(text -> beside(value, text));
  }

  private static boolean isFileName(Value value, String text) {
    var fits = !text.isBlank() && text.indexOf('\0') < 0;
    if (!fits) {
      value.wrongUnseen("is blank; name a file");
    }
    return fits;
  }

  private static Path beside(Value value, String name) {
    var naming = value.origin().filename();
    return naming == null ? Path.of(name) : Path.of(naming).resolveSibling(name);
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}

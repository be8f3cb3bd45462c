package dev.deadair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One command as it was typed, the files it was given, and all that came of it.
 *
 * <pre>
 * # what this shows
 * env NAME=value
 * $ deadair check config prod.conf
 * exit 1
 * -- stdout --
 * -- stderr --
 * -- prod.conf --
 * -- pagerduty.key 600 --
 * -- a-directory/ --
 * </pre>
 *
 * @param head the lines before the exit status, as they are
 */
record Transcript(List<String> head, Result result, List<Input> inputs) {
  private static final Pattern MARKER =
      Pattern.compile("-- (?<name>\\S+?)( (?<mode>[0-7]{3}))? --");

  /** What came of the command. */
  record Result(int exit, String stdout, String stderr) {}

  /** A file, or a directory if its name ends with a slash. */
  record Input(String name, String mode, String content) {
    void writeInto(Path folder) throws IOException {
      var path = folder.resolve(name);
      if (name.endsWith("/")) {
        Files.createDirectories(path);
        return;
      }
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions()));
    }

    private String permissions() {
      var text = new StringBuilder();
      for (var i = 0; i < mode.length(); i++) {
        var digit = mode.charAt(i);
        text.append((digit & 4) != 0 ? 'r' : '-');
        text.append((digit & 2) != 0 ? 'w' : '-');
        text.append((digit & 1) != 0 ? 'x' : '-');
      }
      return text.toString();
    }
  }

  static Transcript read(Path file) throws IOException {
    var head = new ArrayList<String>();
    var exit = -1;
    var sections = new ArrayList<Input>();
    var content = new StringBuilder();
    for (var line : Files.readAllLines(file)) {
      var marker = MARKER.matcher(line);
      if (marker.matches()) {
        close(sections, content);
        var mode = marker.group("mode");
        sections.add(new Input(marker.group("name"), mode == null ? "644" : mode, ""));
      } else if (!sections.isEmpty()) {
        content.append(line).append('\n');
      } else if (line.startsWith("exit ")) {
        exit = Integer.parseInt(line.substring("exit ".length()));
      } else {
        head.add(line);
      }
    }
    close(sections, content);
    var result = new Result(exit, taken(sections, "stdout"), taken(sections, "stderr"));
    return new Transcript(List.copyOf(head), result, List.copyOf(sections));
  }

  private static void close(List<Input> sections, StringBuilder content) {
    if (!sections.isEmpty()) {
      var last = sections.removeLast();
      sections.add(new Input(last.name(), last.mode(), content.toString()));
      content.setLength(0);
    }
  }

  private static String taken(List<Input> sections, String name) {
    var section = sections.stream().filter(each -> each.name().equals(name)).findFirst();
    section.ifPresent(sections::remove);
    return section.map(Input::content).orElse("");
  }

  /** The words after {@code $ deadair}. */
  List<String> command() {
    var line = head.stream().filter(each -> each.startsWith("$ ")).findFirst().orElseThrow();
    return List.of(line.substring("$ deadair".length()).strip().split(" +"));
  }

  Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    head.stream()
        .filter(line -> line.startsWith("env "))
        .map(line -> line.substring("env ".length()).split("=", 2))
        .forEach(pair -> environment.put(pair[0], pair[1]));
    return environment;
  }

  /** The file's text, with {@code result} as what came of the command. */
  String with(Result result) {
    var text = new StringBuilder();
    head.forEach(line -> text.append(line).append('\n'));
    text.append("exit ").append(result.exit()).append('\n');
    text.append("-- stdout --\n").append(result.stdout());
    text.append("-- stderr --\n").append(result.stderr());
    for (var input : inputs) {
      var mode = input.mode().equals("644") ? "" : " " + input.mode();
      text.append("-- ").append(input.name()).append(mode).append(" --\n").append(input.content());
    }
    return text.toString();
  }
}

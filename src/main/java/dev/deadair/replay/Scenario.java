package dev.deadair.replay;

import dev.deadair.liveness.Inventory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A scenario file as it was read: who is watched, what happens, and what is to come of it.
 *
 * @param timeout how long a look waits for an answer
 * @param length how long it lasts
 */
public record Scenario(
    String file,
    Instant start,
    Inventory inventory,
    Duration timeout,
    List<Role> roles,
    List<Event> events,
    List<Expectation> expectations,
    Duration length) {

  public Scenario {
    roles = List.copyOf(roles);
    events = List.copyOf(events);
    expectations = List.copyOf(expectations);
  }

  /** What came of reading a file. */
  public sealed interface Result {

    record Loaded(Scenario scenario) implements Result {}

    /** It can be read, and this is wrong with it: all of it. */
    record Broken(List<Problem> problems) implements Result {}

    record Unreadable(String why) implements Result {}
  }

  /** Reads {@code file}, which is named as it was given. */
  public static Result load(Path file) {
    try {
      return ScenarioReader.read(file.toString(), Files.readAllLines(file));
    } catch (NoSuchFileException _) {
      return new Result.Unreadable("does not exist");
    } catch (CharacterCodingException _) {
      return new Result.Unreadable("is no text in UTF-8");
    } catch (IOException unreadable) {
      return new Result.Unreadable("cannot be read: " + unreadable.getMessage());
    }
  }
}

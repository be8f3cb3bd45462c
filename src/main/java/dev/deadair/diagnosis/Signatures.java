package dev.deadair.diagnosis;

import dev.deadair.liveness.Redacted;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The catalogue of what Prometheus writes to its log when something is wrong: 2.42, 2.53 and 3.5
 * were made to write each of them.
 */
public final class Signatures {

  /** The more particular before the more general: the first that is in a line counts. */
  static final List<Signature> ALL =
      Stream.of(SignaturesOfStarts.ALL, SignaturesOfStorage.ALL, SignaturesOfWork.ALL)
          .flatMap(List::stream)
          .toList();

  /** Most lines say that all is well, and need no closer look. */
  private static final Pattern WELL = Pattern.compile("level=(info|INFO|debug|DEBUG)\\b");

  private static final int SHOWN = 400;

  private Signatures() {}

  /** Whether a line says that something is wrong. */
  public static boolean isTold(String line) {
    return of(line).isPresent();
  }

  static Optional<Signature> of(String line) {
    return WELL.matcher(line).find()
        ? Optional.empty()
        : ALL.stream().filter(each -> each.isIn(line)).findFirst();
  }

  /** The line as it may be kept: without what is secret in a URL. */
  static String withoutLogin(String line) {
    return Redacted.urls(line);
  }

  /** The line as people are shown it: not for ever. */
  static String shown(String line) {
    var plain = withoutLogin(line).strip();
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }
}

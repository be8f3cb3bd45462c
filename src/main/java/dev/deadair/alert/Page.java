package dev.deadair.alert;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a page says: what is wrong, since when, how we know, and where to look.
 *
 * <p>It is put into words when somebody first reads it: most of what is due is still on its way, or
 * waits to be tried again.
 */
public final class Page {

  private final Supplier<Words> writer;

  /** Written from values that never change, so whoever writes them first writes the same. */
  private volatile @Nullable Words words;

  /** {@code writer} reads nothing that may change. */
  Page(Supplier<Words> writer) {
    this.writer = writer;
  }

  /** One that is in words already. */
  public Page(String summary, Map<String, String> annotations, Optional<URI> board) {
    var written = new Words(summary, annotations, board);
    this.writer = () -> written;
  }

  /**
   * The words.
   *
   * @param summary one line
   * @param annotations everything that moves, by the names of {@code interface}: summary included
   * @param board our own page about it
   */
  record Words(String summary, Map<String, String> annotations, Optional<URI> board) {

    Words {
      annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }
  }

  public String summary() {
    return words().summary();
  }

  public Map<String, String> annotations() {
    return words().annotations();
  }

  public Optional<URI> board() {
    return words().board();
  }

  private Words words() {
    var known = words;
    if (known == null) {
      known = writer.get();
      words = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Page page && words().equals(page.words());
  }

  @Override
  public int hashCode() {
    return words().hashCode();
  }

  @Override
  public String toString() {
    return words().toString();
  }
}

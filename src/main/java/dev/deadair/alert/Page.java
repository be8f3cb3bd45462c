package dev.deadair.alert;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a page says: what is wrong, since when, how we know, and where to look.
 *
 * @param summary one line
 * @param annotations everything that moves, by the names of {@code interface}: summary included
 * @param board our own page about it
 */
public record Page(String summary, Map<String, String> annotations, Optional<URI> board) {

  public Page {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }
}

package dev.deadair.app;

import dev.deadair.config.Secret;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The secrets that receivers and instances want, read again now and then: a key that was rotated is
 * used at the next attempt, and no disk stands between an attempt and its secret.
 */
final class Rotation implements Runnable {

  private final Set<Secret> followed = ConcurrentHashMap.newKeySet();

  /** What {@code secret} is now, from now on. */
  Supplier<String> follow(Secret secret) {
    followed.add(secret);
    return secret::value;
  }

  /** Reads every file again. It blocks on the disk. */
  @Override
  public void run() {
    followed.forEach(Secret::refresh);
  }
}

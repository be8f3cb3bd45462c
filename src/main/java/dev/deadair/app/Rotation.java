package dev.deadair.app;

import dev.deadair.config.Secret;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The secrets that receivers want, read again now and then: a key that was rotated is used at the
 * next attempt, and no disk stands between an attempt and its secret.
 */
final class Rotation implements Runnable {

  private final List<Secret> followed = new CopyOnWriteArrayList<>();

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

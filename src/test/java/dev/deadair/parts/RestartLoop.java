package dev.deadair.parts;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An init system with {@code Restart=always}: it starts its part a pause after each death, until it
 * is closed. A part that is alive when the loop begins is taken over.
 */
public final class RestartLoop implements AutoCloseable {
  private static final Duration HALT = Duration.ofMillis(100);

  private final Part part;
  private final Duration pause;
  private final Optional<Duration> life;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  RestartLoop(Part part, Duration pause, Optional<Duration> life) {
    this.part = part;
    this.pause = pause;
    this.life = life;
    this.thread = Thread.ofVirtual().name("restart-loop").start(this::run);
  }

  /** Ends the loop and kills the life it is in. */
  @Override
  public void close() {
    closed.countDown();
    try {
      do {
        part.kill(); // once more if a life began meanwhile
      } while (!thread.join(HALT));
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while ending a restart loop", e);
    }
  }

  private void run() {
    try {
      do {
        if (!part.isAlive()) {
          part.start();
        }
        awaitDeath();
      } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted in a restart loop", e);
    }
  }

  private void awaitDeath() throws InterruptedException {
    if (life.isPresent() && !part.endsWithin(life.get())) {
      part.kill();
    }
    part.awaitDeath();
  }
}

package dev.deadair.store;

import dev.deadair.liveness.Moment;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import dev.deadair.turn.State;
import dev.deadair.turn.Turn;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tick commits its turns to: a store on a thread of its own, and a bound on what waiting
 * for it may cost.
 *
 * <p>One commit at most is under way. A turn waits for its own no longer than the deadline; once
 * one has been missed, turns do not wait at all until that commit has ended. What they change
 * meanwhile is merged, and so is what a failed commit did not keep: the next commit writes all of
 * it in one go. Nothing is called kept while anything older waits.
 *
 * <p>One thread calls; it is never held up for longer than the deadline.
 */
public final class Journal implements AutoCloseable {

  /** How long a turn waits for the disk, and so by how much a stopped one delays a page, once. */
  public static final Duration DEADLINE = Duration.ofSeconds(2);

  /** How long a start waits for the disk: nobody watches meanwhile. */
  private static final Duration LOAD_DEADLINE = Duration.ofSeconds(30);

  /** How much of what is over may wait in memory: a disk away for days must not fill it. */
  private static final int MOST_WAITING = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Store store;
  private final Duration deadline;
  private final Duration loadDeadline;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("journal").daemon().factory());

  private Changes waiting = Changes.NONE;
  private @Nullable UnderWay underWay;
  private boolean failing;

  public Journal(Store store, Duration deadline) {
    this(store, deadline, LOAD_DEADLINE);
  }

  Journal(Store store, Duration deadline, Duration loadDeadline) {
    this.store = store;
    this.deadline = deadline;
    this.loadDeadline = loadDeadline;
  }

  /**
   * The journal under {@code directory}, which is created where it is missing and ours alone until
   * {@link #close}.
   *
   * @throws IOException where it cannot be, with a message for the operator that names it
   */
  public static Journal open(Path directory) throws IOException {
    return open(directory, _ -> {});
  }

  /**
   * The same.
   *
   * @param lost hears, on the journal's thread, of every file that had to be set aside
   */
  public static Journal open(Path directory, Consumer<String> lost) throws IOException {
    return new Journal(
        SqliteStore.open(directory, InstantSource.system(), BootId.current(), lost), DEADLINE);
  }

  /**
   * What earlier runs left; asked once, before the first commit. A disk that does not answer is no
   * reason not to watch.
   *
   * @throws IOException where starting without it would be wrong, with a message for the operator
   */
  public Loaded load(Moment now) throws IOException {
    var loading = thread.submit(() -> store.load(now));
    try {
      return said(loading.get(loadDeadline.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      thread.execute(store::leftBehind);
      var why = "it has not been read after " + loadDeadline.toMillis() + " ms";
      return said(new Loaded(Past.NONE, Optional.of(why)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading the journal");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("the journal cannot be read", e.getCause());
    }
  }

  private static Loaded said(Loaded loaded) {
    loaded.lost().ifPresent(why -> LOG.error("journal=lost why=\"{}\"", why));
    return loaded;
  }

  /**
   * Whether the journal holds {@code turn} and all before it. A turn without changes asks nothing.
   */
  public Commit commit(Turn turn) {
    if (!turn.changes().isEmpty()) {
      waiting = bounded(waiting.and(turn.changes()));
    }
    return noted(kept(turn.state()));
  }

  private Commit kept(State state) {
    if (underWay != null) {
      var late = awaited(underWay, Duration.ZERO);
      if (underWay != null) {
        return late;
      }
    }
    if (waiting.isEmpty()) {
      return new Commit.Kept();
    }
    underWay = begun(state);
    return awaited(underWay, deadline);
  }

  private UnderWay begun(State state) {
    var changes = waiting;
    waiting = Changes.NONE;
    return new UnderWay(changes, thread.submit(() -> store.write(state, changes)));
  }

  /** What comes of {@code commit} within {@code patience}. */
  private Commit awaited(UnderWay commit, Duration patience) {
    try {
      return ended(commit, commit.outcome().get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return new Commit.Unkept("the disk has not answered for " + deadline.toMillis() + " ms");
    } catch (ExecutionException e) {
      return ended(commit, bug(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Commit.Unkept("interrupted while waiting for the disk");
    }
  }

  private Commit ended(UnderWay commit, Commit outcome) {
    underWay = null;
    if (outcome instanceof Commit.Unkept) {
      waiting = bounded(commit.changes().and(waiting));
    }
    return outcome;
  }

  /** Even a bug in the store must not keep pages from leaving. */
  private Commit bug(@Nullable Throwable cause) {
    if (!failing) {
      LOG.error("journal=bug", cause);
    }
    return new Commit.Unkept("a bug: " + cause);
  }

  private Commit noted(Commit commit) {
    switch (commit) {
      case Commit.Unkept(var why) when !failing -> {
        failing = true;
        LOG.error("journal=failing why=\"{}\" pages leave all the same, resolves wait", why);
      }
      case Commit.Kept() when failing -> {
        failing = false;
        LOG.info("journal=kept it holds everything again");
      }
      case Commit.Kept(), Commit.Unkept _ -> {}
    }
    return commit;
  }

  private static Changes bounded(Changes changes) {
    return new Changes(
        changes.incidents(),
        newest(changes.closed()),
        newest(changes.transitions()),
        newest(changes.timeline()),
        changes.memory(),
        changes.diagnoses(),
        changes.mutes(),
        changes.drills());
  }

  private static <T> List<T> newest(List<T> all) {
    return all.subList(Math.max(0, all.size() - MOST_WAITING), all.size());
  }

  /**
   * Waits for what is under way no longer than the deadline; what has not been kept then is lost.
   */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(store::close);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("journal=abandoned the disk has not answered for {} ms", deadline.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A commit that the store has been asked for. */
  private record UnderWay(Changes changes, Future<Commit> outcome) {}
}

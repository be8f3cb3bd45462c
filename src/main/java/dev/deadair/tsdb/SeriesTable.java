package dev.deadair.tsdb;

/**
 * What is remembered of each series of the head while its log is read: 32 bytes a series, in tables
 * that grow one after the other and up to a bound.
 *
 * <p>Series that were created together have numbers in a row, and their samples come in that order:
 * eight of a row lie side by side. A place is found first, by {@link #find} or {@link #findOrAdd};
 * the other methods are about that place.
 */
final class SeriesTable {
  /** 64 MiB, one and a half million series. Beyond it nothing is remembered. */
  private static final int MOST_SLOTS = 1 << 15;

  private static final int SHARDS = 64;
  private static final int FEWEST_SLOTS = 1 << 6;
  private static final int ROW = 8;

  /** Longer chains of places are a reason to grow: numbers that were made up can be so unkind. */
  private static final int LONGEST_CHAIN = 64;

  /**
   * Fewer than these are no missing chunk: samples that came late are in the log too, and look the
   * same where it begins with them.
   */
  private static final int HOLE = 16;

  private static final int WORDS = 4;
  private static final int MAPPED_UNTIL = 1;
  private static final int NEWEST = 2;
  private static final int COUNTS = 3;

  private static final long IS_USED = 1L << 63;
  private static final long IS_KNOWN = 1L << 62;

  /** Three counts of 20 bits each, which stay at their highest. */
  private static final long COUNT_MASK = (1L << 20) - 1;

  private static final int MAPPED = 40;
  private static final int COVERED = 20;
  private static final int BEYOND = 0;

  private final int mostSlots;
  private final long[][] shards = new long[SHARDS][FEWEST_SLOTS * WORDS];
  private final int[] sizes = new int[SHARDS];

  private long[] shard = shards[0];
  private int place;

  SeriesTable() {
    this(MOST_SLOTS);
  }

  /**
   * @param mostSlots of each of the tables, a power of two
   */
  SeriesTable(int mostSlots) {
    this.mostSlots = mostSlots;
  }

  boolean find(long ref) {
    var hash = hash(ref);
    shard = shards[(int) (hash & (SHARDS - 1))];
    var rows = shard.length / WORDS / ROW;
    for (var i = 0; i < LONGEST_CHAIN; i++) {
      place = place(ref, hash, i, rows);
      if (shard[place + COUNTS] == 0) {
        return false;
      }
      if (shard[place] == ref) {
        return true;
      }
    }
    return false;
  }

  /** False, and no place is found, if the table is full. */
  boolean findOrAdd(long ref) {
    if (find(ref)) {
      return true;
    }
    var hash = hash(ref);
    var index = (int) (hash & (SHARDS - 1));
    while (shard[place + COUNTS] != 0 || sizes[index] * 4 > shard.length / WORDS * 3) {
      if (!grow(index)) {
        return false;
      }
      find(ref);
    }
    sizes[index]++;
    shard[place] = ref;
    shard[place + MAPPED_UNTIL] = Long.MIN_VALUE;
    shard[place + NEWEST] = Long.MIN_VALUE;
    shard[place + COUNTS] = IS_USED;
    return true;
  }

  private boolean grow(int index) {
    var old = shards[index];
    if (old.length / WORDS >= mostSlots) {
      return false;
    }
    var grown = new long[old.length * 2];
    var rows = grown.length / WORDS / ROW;
    for (var from = 0; from < old.length; from += WORDS) {
      if (old[from + COUNTS] != 0) {
        var hash = hash(old[from]);
        for (var i = 0; i < LONGEST_CHAIN; i++) {
          var to = place(old[from], hash, i, rows);
          if (grown[to + COUNTS] == 0) {
            System.arraycopy(old, from, grown, to, WORDS);
            break;
          }
        }
      }
    }
    shards[index] = grown;
    return true;
  }

  private static int place(long ref, long hash, int chain, int rows) {
    var row = ((int) (hash >>> 8) + chain) & (rows - 1);
    return (row * ROW + (int) (ref & (ROW - 1))) * WORDS;
  }

  /** The same for a whole row; Fibonacci hashing, its good high bits brought down. */
  private static long hash(long ref) {
    var product = (ref >>> 3) * 0x9E3779B97F4A7C15L;
    return (product >>> 32) ^ (product >>> 17);
  }

  /** Whether the log has named the series. */
  boolean isKnown() {
    return (shard[place + COUNTS] & IS_KNOWN) != 0;
  }

  void setKnown() {
    shard[place + COUNTS] |= IS_KNOWN;
  }

  /** When the last sample is from that lies in chunks of chunks_head. */
  long mappedUntil() {
    return shard[place + MAPPED_UNTIL];
  }

  /** How many samples lie there. */
  long mapped() {
    return count(MAPPED);
  }

  void map(long until, long samples) {
    shard[place + MAPPED_UNTIL] = until;
    add(MAPPED, samples);
  }

  /** When the newest sample is from that came from the log. */
  long newest() {
    return shard[place + NEWEST];
  }

  /** A sample from the log, newer than any before. */
  void log(long time) {
    shard[place + NEWEST] = time;
    add(time <= mappedUntil() ? COVERED : BEYOND, 1);
  }

  /** How many came from the log that are newer than all that lies in chunks. */
  long beyond() {
    return count(BEYOND);
  }

  /** Forgets what came from the log. */
  void forget() {
    shard[place + NEWEST] = Long.MIN_VALUE;
    shard[place + COUNTS] &= IS_USED | IS_KNOWN | (COUNT_MASK << MAPPED);
  }

  private long count(int shift) {
    return (shard[place + COUNTS] >>> shift) & COUNT_MASK;
  }

  private void add(int shift, long samples) {
    var more = Math.min(COUNT_MASK - count(shift), samples);
    shard[place + COUNTS] += more << shift;
  }

  /** What the counts of all series together show. */
  Balance balance() {
    long orphans = 0;
    long holes = 0;
    long lastKnown = 0;
    long lastOrphan = 0;
    for (var each : shards) {
      shard = each;
      for (place = 0; place < each.length; place += WORDS) {
        var excess = count(COVERED) - mapped();
        if (isKnown()) {
          lastKnown = Math.max(lastKnown, each[place]);
        } else if (mapped() > 0) {
          orphans += mapped();
          lastOrphan = Math.max(lastOrphan, each[place]);
        }
        holes += excess >= HOLE ? excess : 0;
      }
    }
    shard = shards[0];
    place = 0;
    return new Balance(orphans, holes, lastOrphan > lastKnown);
  }

  /**
   * Samples that are on disk and yet left out.
   *
   * @param orphans those in chunks of series that the log does not name
   * @param holes those in the log that are not newer than the chunks, but in none of them
   * @param isNumberFree whether the number of a series with such chunks is one that the server,
   *     which counts on from the highest that the log names, gives to a new series
   */
  record Balance(long orphans, long holes, boolean isNumberFree) {}
}

package dev.deadair.tsdb.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every reader on files that are damaged at random: no exception escapes, and each ends soon.
 *
 * <p>{@code mvn test -Dtest=ReadersFuzzTest -Dfuzz.inputs=10000000} reads ten million of them;
 * {@code -Dfuzz.seed=N} begins with another one, and with {@code -Dfuzz.inputs=1} repeats a
 * failure.
 */
class ReadersFuzzTest {
  private static final long INPUTS = Long.getLong("fuzz.inputs", 30_000);
  private static final long FIRST_SEED = Long.getLong("fuzz.seed", 0);

  /** A thousand times what one takes, and what a busy machine may add. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final String META =
      """
      {"ulid":"01HF3W5QXZ3RWB1TJ8K4Q0XKPA","minTime":1699920000000,"maxTime":1699927200000,
       "stats":{"numSamples":12,"numSeries":3},"compaction":{"level":1,
       "sources":["01HF3W5QXZ3RWB1TJ8K4Q0XKPA"],"parents":[{"ulid":"01HF3W5QXZ3RWB1TJ8K4Q0XKPA",
       "minTime":1,"maxTime":2}],"hints":["from-out-of-order"]},"version":1}
      """;

  private final byte[] buffer = new byte[FileBytes.BUFFER];
  private final WalRecord record = new WalRecord();
  private final Told told = new Told();

  @TempDir private Path folder = Path.of("");

  /** Counts what it is told, so that nothing is read in vain. */
  private static final class Told implements WalVisitor, IndexReader.Visitor {
    private long count;

    @Override
    public void series(long ref) {
      count++;
    }

    @Override
    public void sample(long ref, long time) {
      count++;
    }

    @Override
    public void mapped(long ref, long chunk) {
      count++;
    }

    @Override
    public void chunk(long from, long to, long ref) {
      count++;
    }

    @Override
    public void damagedSeries() {
      count++;
    }
  }

  @Test
  void readersAnswerWhateverTheFileHolds() {
    for (var seed = FIRST_SEED; seed < FIRST_SEED + INPUTS; seed++) {
      var began = System.nanoTime();
      try {
        read(seed);
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError("-Dfuzz.seed=" + seed + " -Dfuzz.inputs=1", e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("seed %d", seed)
          .isLessThan(LONGEST);
    }
    assertThat(told.count).isPositive();
  }

  private void read(long seed) throws IOException {
    var random = new Random(seed);
    // Most pieces of a file stay as they are, or nothing would be read beyond the first of them.
    var made = new Made(random, bytes -> random.nextInt(8) == 0 ? mutated(bytes, random) : bytes);
    switch ((int) Math.floorMod(seed, 6L)) {
      case 0 -> log(made.segment());
      case 1 -> headChunks(made.headChunks());
      case 2 -> blockChunks(made.blockChunks());
      case 3 -> index(made.index());
      case 4 -> TombstonesReader.refusal(made.tombstones());
      default -> BlockMeta.read(mutated(META.getBytes(UTF_8), random));
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    var at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    var mutated = bytes.clone();
    switch (random.nextInt(5)) {
      case 0 -> mutated = Arrays.copyOf(bytes, at);
      case 1 -> mutated = Arrays.copyOf(bytes, bytes.length + random.nextInt(70));
      case 2 -> Arrays.fill(mutated, at, Math.min(mutated.length, at + 9), (byte) 0xff);
      case 3 -> Arrays.fill(mutated, at, Math.min(mutated.length, at + 9), (byte) random.nextInt());
      default -> {
        if (mutated.length > 0) {
          mutated[at] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return mutated;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("input"), bytes);
  }

  private void log(byte[] bytes) throws IOException {
    try (var in = new WalBytes(List.of(file(bytes)), buffer, _ -> {})) {
      var reader = new WalReader(in, record);
      var decoder = new WalDecoder();
      do {
        while (reader.next()) {
          decoder.read(record, told);
        }
      } while (reader.fault() != null && reader.resume());
    }
  }

  private void headChunks(byte[] bytes) throws IOException {
    try (var in = FileBytes.open(file(bytes), buffer, _ -> {})) {
      var reader = new HeadChunkReader(in);
      reader.isUnwritten();
      if (reader.refusal() == null) {
        reader.read(chunk -> told.sample(chunk.ref(), chunk.from()));
      }
    }
  }

  private void blockChunks(byte[] bytes) throws IOException {
    try (var in = FileBytes.open(file(bytes), buffer, _ -> {})) {
      var reader = new ChunkReader(in);
      if (reader.refusal() == null) {
        while (reader.isSound(reader.next())) {
          told.sample(0, reader.samples());
        }
        reader.isSound(bytes.length - 7L);
        reader.isSound(Long.MAX_VALUE);
      }
    }
  }

  private void index(byte[] bytes) throws IOException {
    try (var in = FileBytes.open(file(bytes), buffer, _ -> {})) {
      var reader = new IndexReader(in);
      if (reader.refusal(true) == null) {
        reader.readSeries(told);
        reader.damagedPostings();
        reader.damagedUnused();
      }
    }
  }
}

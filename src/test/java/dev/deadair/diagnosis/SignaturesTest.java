package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalogue against logs of real servers, whole: each file is one life of a server to which one
 * thing was done, and is named for it.
 */
class SignaturesTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  /** What is told in the log of that name; of those that are not named here, nothing. */
  private static final Map<String, Set<Code>> TOLD = new TreeMap<>();

  static {
    told("fatal_a1_del_middle_wal", Code.DOES_NOT_START);
    told("fatal_a2_del_first_wal_after_ckpt", Code.DOES_NOT_START);
    told("fatal_e1_flip_checkpoint", Code.DOES_NOT_START, Code.SEGMENTS_DELETED);
    told("fatal_e3_truncate_checkpoint", Code.DOES_NOT_START, Code.SEGMENTS_DELETED);
    told("fatal_e4_rm_checkpoint", Code.DOES_NOT_START);
    told("fatal_f4_gap_chunks_head", Code.DOES_NOT_START);
    told("fatal_f5_flip_chunks_head_magic", Code.DOES_NOT_START);
    told("fatal_f6_zero_len_first_chunks_head", Code.DOES_NOT_START);
    told("fatal_g3_index_missing", Code.DOES_NOT_START);
    told("fatal_g5_index_flip_toc", Code.DOES_NOT_START);
    told("fatal_g6_chunks_missing", Code.DOES_NOT_START);
    told("fatal_i1_dir_not_writable", Code.NOT_PERMITTED);
    told("fatal_i2_wal_segment_unreadable", Code.NOT_PERMITTED);
    told("fatal_i3_chunks_head_unwritable", Code.NOT_PERMITTED);
    told("fatal_k_second_instance_same_dir", Code.SECOND_SERVER, Code.UNCLEAN_STOP);
    told("live_chk", Code.COMPACTION_FAILING);
    told("live_del", Code.COMPACTION_FAILING);
    told("live_flip", Code.COMPACTION_FAILING);
    told("log_alertmanager_gone", Code.ALERTS_DROPPED);
    told("log_alert_queue_full", Code.ALERTS_DROPPED, Code.RULE_FAILING);
    told("log_bad_config", Code.BAD_CONFIGURATION);
    told("log_bad_flag", Code.BAD_CONFIGURATION);
    told("log_bad_web_config", Code.BAD_CONFIGURATION);
    told("log_block_chunks_empty_file", Code.DOES_NOT_START);
    told("log_block_tombstones_flipped", Code.DOES_NOT_START);
    told("log_block_without_meta", Code.BLOCK_SKIPPED);
    told("log_blocks_overlap", Code.BLOCKS_OVERLAP);
    told("log_checkpoint_a_file", Code.DOES_NOT_START);
    told("log_checkpoint_emptied", Code.SERIES_UNKNOWN);
    told("log_chunks_head_flipped", Code.HEAD_CHUNKS_DROPPED);
    told("log_disk_full", Code.DISK_FULL);
    told("log_disk_full_start", Code.DISK_FULL, Code.SEGMENTS_DELETED);
    told("log_killed", Code.UNCLEAN_STOP);
    told("log_no_content_type", Code.TARGETS_REFUSED);
    told("log_out_of_memory", Code.OUT_OF_MEMORY);
    told("log_port_taken", Code.SECOND_SERVER);
    told("log_reload_failed", Code.RELOAD_REFUSED);
    told("log_remote_down", Code.REMOTE_FAILING);
    told("log_remote_refuses", Code.REMOTE_FAILING);
    told("log_samples_dup", Code.SAMPLES_REFUSED);
    told("log_samples_old", Code.SAMPLES_REFUSED);
    told("log_samples_ooo", Code.SAMPLES_REFUSED);
    told("log_segment_flipped", Code.SEGMENTS_DELETED);
  }

  private static void told(String name, Code... codes) {
    TOLD.put(name, EnumSet.copyOf(List.of(codes)));
  }

  static List<Path> logs() throws IOException {
    try (var files = Files.walk(FIXTURES)) {
      return files.filter(each -> each.toString().endsWith(".log")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("logs")
  void aLogTellsWhatWasDoneAndNothingElse(Path log) {
    var name = log.getFileName().toString().replace(".log", "");
    var codes = new LinkedHashSet<Code>();
    signatures(log).forEach(each -> codes.add(each.code()));

    var expected = EnumSet.noneOf(Code.class);
    expected.addAll(TOLD.getOrDefault(name, Set.of()));
    // 3.x locks its directory, and says so where a lock was left.
    codes.remove(expected.contains(Code.UNCLEAN_STOP) ? null : Code.UNCLEAN_STOP);
    if (expected.contains(Code.UNCLEAN_STOP) && log.startsWith(FIXTURES.resolve("2.42"))) {
      expected.remove(Code.UNCLEAN_STOP);
    }
    assertThat(codes).as(log.toString()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyNamedLogIsThere() throws IOException {
    var names = logs().stream().map(each -> each.getFileName().toString().replace(".log", ""));

    assertThat(names.toList()).containsAll(TOLD.keySet());
  }

  @Test
  void everySignatureIsInSomeRealLogBeforeAnyOtherThatFits() throws IOException {
    var seen = new LinkedHashSet<Signature>();
    logs().forEach(log -> signatures(log).forEach(seen::add));

    var unseen = Signatures.ALL.stream().filter(each -> !seen.contains(each)).toList();
    // What is said of storage that fails to open in a way that nobody has seen yet.
    assertThat(unseen)
        .extracting(each -> each.line().pattern())
        .containsExactly("opening storage failed: ");
    assertThat(Signatures.ALL).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void aStorageFailureThatNobodyHasSeenYetIsStillOne() {
    assertThat(Signatures.of("level=error err=\"opening storage failed: the moon is full\""))
        .map(Signature::code)
        .contains(Code.DOES_NOT_START);
  }

  @Test
  void whateverOfItsDataAServerMayNotReadItIsAboutPermission() {
    assertThat(
            Signatures.of(
                "level=error err=\"opening storage failed: migrate WAL: check first existing"
                    + " segment: open /data/wal/00000000: permission denied\""))
        .map(Signature::code)
        .contains(Code.NOT_PERMITTED);
  }

  @Test
  void aQueryThatQuotesAnErrorInAnInformationIsNoError() {
    assertThat(
            Signatures.of(
                "ts=… level=info component=activeQueryTracker msg=\"These queries didn't finish\""
                    + " queries=\"opening storage failed: get segment range\""))
        .isEmpty();
  }

  @Test
  void everySignatureSaysWhatToDoAndWhatItCosts() {
    assertThat(Signatures.ALL)
        .allSatisfy(
            each -> {
              assertThat(each.action()).containsIgnoringCase("costs").endsWith("\n");
              assertThat(each.summary()).doesNotEndWith(".").isNotBlank();
            });
  }

  @Test
  void whatIsShownOfALineHasNoPasswordAndAnEnd() {
    var line = "level=warn url=http://user:canary@remote/api msg=\"" + "x".repeat(1000) + "\"";

    assertThat(Signatures.shown(line)).doesNotContain("canary").contains("http://remote/api");
    assertThat(Signatures.shown(line)).hasSizeLessThan(420);
  }

  private static Stream<Signature> signatures(Path log) {
    try {
      return Files.readAllLines(log).stream().flatMap(line -> Signatures.of(line).stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.deadair.tsdb.format;

/**
 * A chunk of the head as a file of chunks_head says it is.
 *
 * @param offset where in its file it begins
 * @param ref the series, by its number in the write-ahead log
 * @param from of its first sample, in milliseconds
 * @param to of its last sample
 * @param samples how many
 * @param isOutOfOrder whether it holds what came late
 * @param isUsable whether the server knows its encoding; it passes over others
 */
public record HeadChunk(
    long offset,
    long ref,
    long from,
    long to,
    int samples,
    boolean isOutOfOrder,
    boolean isUsable) {}

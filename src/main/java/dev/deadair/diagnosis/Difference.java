package dev.deadair.diagnosis;

import dev.deadair.liveness.InstanceId;

/**
 * One thing in which a server in trouble is not as a replica of it that is well.
 *
 * @param what is compared, in a word or two
 * @param here of the server in trouble
 * @param there of the other
 * @param beside the other
 */
public record Difference(String what, String here, String there, InstanceId beside) {}

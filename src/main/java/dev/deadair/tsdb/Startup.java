package dev.deadair.tsdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The start of a server on a directory, gone through without a server: what it would stumble over,
 * as far as names, first bytes and tables show it. What the replay of the head shows is left to
 * {@link HeadStart#replay}.
 */
record Startup(Blocks blocks, HeadStart head, List<Finding> findings) {
  Startup {
    findings = List.copyOf(findings);
  }

  static Startup of(DataDir dir, Depth depth, Reading reading) throws IOException {
    var opening = new BlockOpening(dir, depth, reading);
    var opened = new ArrayList<Block>();
    for (var each : dir.blocks()) {
      opened.add(opening.open(each.path()));
    }
    var blocks = new Blocks(opened);
    var head = HeadStart.of(dir, reading);
    var findings = new ArrayList<Finding>();
    new Surroundings(dir).check(findings::add);
    findings.addAll(head.findings());
    blocks.check(findings::add);
    return new Startup(blocks, head, findings);
  }

  boolean isFatal() {
    return findings.stream().anyMatch(each -> each.severity() == Severity.FATAL_ON_START);
  }
}

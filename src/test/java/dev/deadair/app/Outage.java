package dev.deadair.app;

import dev.deadair.parts.BlackHole;
import dev.deadair.parts.Prometheus;
import dev.deadair.parts.RestartLoop;
import dev.deadair.parts.SlowSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A way in which servers stop producing data, and the way back. */
enum Outage {
  KILLED {
    @Override
    List<AutoCloseable> begin(List<Prometheus> servers) {
      servers.forEach(Prometheus::kill);
      return List.of();
    }

    @Override
    void end(Prometheus server) {
      server.restart();
    }
  },
  FROZEN {
    @Override
    List<AutoCloseable> begin(List<Prometheus> servers) {
      servers.forEach(Prometheus::freeze);
      return List.of();
    }

    @Override
    void end(Prometheus server) {
      server.thaw();
    }
  },
  /** 2023-05-05: a gap in the write-ahead log, and an init system that never gives up. */
  CRASH_LOOP {
    @Override
    List<AutoCloseable> begin(List<Prometheus> servers) {
      return crashLoops(servers, Duration.ofMillis(100));
    }

    @Override
    void end(Prometheus server) {
      withoutItsLog(server);
    }
  },
  /** The same, where systemd waits: somebody listens for 5 ms of each 5 s. */
  CRASH_LOOP_EVERY_5_S {
    @Override
    List<AutoCloseable> begin(List<Prometheus> servers) {
      return crashLoops(servers, Duration.ofSeconds(5));
    }

    @Override
    void end(Prometheus server) {
      withoutItsLog(server);
    }
  },
  /** Killed for want of memory halfway through each replay, and healthy while it replays. */
  KILLED_IN_REPLAY {
    @Override
    List<AutoCloseable> begin(List<Prometheus> servers) {
      var traps = new ArrayList<AutoCloseable>();
      for (var server : servers) {
        server.growWal(4);
        var slow = new SlowSegment(server.wal().segments().get(2));
        traps.add(server.restartLoop(Duration.ofSeconds(1), Duration.ofSeconds(3)));
        traps.add(slow);
      }
      return traps;
    }

    @Override
    void end(Prometheus server) {
      server.restart();
    }
  },
  BLACK_HOLE {
    @Override
    List<AutoCloseable> begin(List<Prometheus> servers) {
      servers.forEach(Prometheus::kill);
      return servers.stream().map(each -> (AutoCloseable) new BlackHole(each.port())).toList();
    }

    @Override
    void end(Prometheus server) {
      server.restart();
    }
  };

  /** Begins it; what is returned must be closed before it can {@link #end}. */
  abstract List<AutoCloseable> begin(List<Prometheus> servers);

  /** Brings one server back. */
  abstract void end(Prometheus server);

  private static List<AutoCloseable> crashLoops(List<Prometheus> servers, Duration pause) {
    var loops = new ArrayList<AutoCloseable>();
    for (var server : servers) {
      server.growWal(4);
      server.wal().removeMiddleSegment();
      loops.add(server.restartLoop(pause));
    }
    return loops;
  }

  private static void withoutItsLog(Prometheus server) {
    server.wal().removeAll();
    server.restart();
  }

  /** The loops, sockets and pipes of an outage that is over. */
  static void close(List<? extends AutoCloseable> all) throws Exception {
    for (var each : all) {
      if (each instanceof RestartLoop || each instanceof BlackHole || each instanceof SlowSegment) {
        each.close();
      }
    }
  }
}

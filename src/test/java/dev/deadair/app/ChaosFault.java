package dev.deadair.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Something that befalls the daemon or what it talks to, and that is over after a while. */
enum ChaosFault {
  KILLED {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
        throws IOException {
      daemon.kill();
      pause(time);
      daemon.start();
    }
  },
  FROZEN {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
        throws IOException {
      daemon.freeze();
      pause(time);
      daemon.thaw();
    }
  },
  DISK_FULL {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
        throws IOException {
      daemon.fillDisk();
      pause(time);
      daemon.freeDisk();
    }
  },
  CUT_FROM_PAGERDUTY {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
        throws IOException {
      cut(List.of(lane.toPagerDuty), time);
    }
  },
  CUT_FROM_ALERTMANAGERS {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
        throws IOException {
      cut(lane.toAlertmanagers(), time);
    }
  },
  CUT_FROM_SERVER {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
        throws IOException {
      cut(List.of(toServer), time);
    }
  },
  CUT_OFF {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
        throws IOException {
      cut(List.of(toServer, lane.toPagerDuty, lane.toOne, lane.toOther), time);
    }
  },
  /** It writes down what it notified of, and is back. */
  ALERTMANAGER_RESTARTED {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time) {
      lane.one.terminate();
      pause(time);
      lane.one.start();
    }
  },
  /** Its alerts and its notification log are gone; only its peer can tell it. */
  ALERTMANAGER_KILLED {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time) {
      lane.other.kill();
      lane.other.forget();
      pause(time);
      lane.other.start();
    }
  },
  /** Nobody is left who knows what was notified of. */
  ALERTMANAGERS_KILLED {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time) {
      for (var each : lane.members()) {
        each.kill();
        each.forget();
      }
      pause(time);
      for (var each : lane.members()) {
        each.start();
      }
    }
  },
  ALERTMANAGER_FROZEN {
    @Override
    void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time) {
      lane.one.freeze();
      pause(time);
      lane.one.thaw();
    }
  };

  /** Befalls, and is over when this returns. */
  abstract void befall(DaemonProcess daemon, Cable toServer, ChaosLane lane, Duration time)
      throws IOException;

  static ChaosFault any(Random random) {
    return values()[random.nextInt(values().length)];
  }

  static void pause(Duration time) {
    await().pollDelay(time).atMost(time.plus(Duration.ofMinutes(2))).until(() -> true);
  }

  private static void cut(List<Cable> cables, Duration time) throws IOException {
    for (var each : cables) {
      each.cut(true);
    }
    pause(time);
    for (var each : cables) {
      each.cut(false);
    }
  }
}

package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

class RememberedAddressesTest {
  private static final List<InetAddress> ADDRESSES = List.of(InetAddress.getLoopbackAddress());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void aNameThatIsNoLongerResolvedKeepsItsAddresses() throws Exception {
    var broken = new AtomicBoolean();
    var addresses =
        new RememberedAddresses(
            name -> {
              if (broken.get()) {
                throw new UnknownHostException(name);
              }
              return ADDRESSES;
            },
            PATIENCE);
    try (var log = new LogLines()) {
      assertThat(addresses.lookup("events")).isEqualTo(ADDRESSES);
      broken.set(true);
      assertThat(addresses.lookup("events")).isEqualTo(ADDRESSES);
      assertThat(addresses.lookup("events")).isEqualTo(ADDRESSES);
      broken.set(false);
      assertThat(addresses.lookup("events")).isEqualTo(ADDRESSES);

      assertThat(log.all()).hasSize(2);
      assertThat(log.all().getFirst()).startsWith("WARN name not resolved");
      assertThat(log.all().getLast()).startsWith("INFO name resolved again");
    }
  }

  @Test
  void aNameThatNeverWasResolvedIsUnknown() {
    Dns system =
        name -> {
          throw new UnknownHostException(name);
        };

    assertThatThrownBy(() -> new RememberedAddresses(system, PATIENCE).lookup("events"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("events");
  }

  @Test
  void aResolverThatHangsIsNotWaitedForAndNotAskedTwiceAtATime() throws Exception {
    var asked = new AtomicInteger();
    var answers = new CountDownLatch(1);
    var addresses =
        new RememberedAddresses(
            _ -> {
              asked.incrementAndGet();
              try {
                answers.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return ADDRESSES;
            },
            Duration.ofMillis(20));
    for (var i = 0; i < 3; i++) {
      assertThatThrownBy(() -> addresses.lookup("events")).isInstanceOf(UnknownHostException.class);
    }
    assertThat(asked).hasValue(1);

    answers.countDown();
    await().ignoreExceptions().until(() -> addresses.lookup("events").equals(ADDRESSES));
  }
}

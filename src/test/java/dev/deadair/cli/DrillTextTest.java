package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DrillTextTest {

  @Test
  void everyStepOfEveryWayIsALineWithItsTime() {
    assertThat(
            lines(
                """
                {"receiver": "am", "busy": true, "lastProof": null, "latest": {
                  "id": "5f0c21ab", "orderedAt": "2026-11-25T19:02:11.402Z", "endedAt": null, "proven": false,
                  "routes": [
                    {"member": "http://am1:9093", "sentSeconds": 0.0, "acceptedSeconds": 0.25,
                     "listedSeconds": 1, "notifiedSeconds": 9.5, "provenSeconds": 9.5, "trouble": ""},
                    {"member": "http://am2:9093", "sentSeconds": 0.0, "acceptedSeconds": null,
                     "listedSeconds": null, "notifiedSeconds": null, "provenSeconds": null,
                     "trouble": "failed: connection refused"}]}}
                """))
        .containsExactly(
            "am: ordered at 2026-11-25T19:02:11.402Z as 5f0c21ab",
            "am http://am1:9093: sent after 0.000 s",
            "am http://am1:9093: accepted after 0.250 s",
            "am http://am1:9093: listed after 1.000 s",
            "am http://am1:9093: notified after 9.500 s",
            "am http://am2:9093: sent after 0.000 s");
  }

  @Test
  void whatIsNotProvenInTheEndSaysWhyAndItsOnlyMemberIsNotNamedTwice() {
    assertThat(
            lines(
                """
                {"receiver": "pagerduty", "latest": {
                  "id": "x", "orderedAt": "t", "endedAt": "t", "proven": false,
                  "routes": [{"member": "pagerduty", "sentSeconds": 0.0, "provenSeconds": null,
                              "trouble": "rejected (400): invalid key"}]}}
                """))
        .containsExactly(
            "pagerduty: ordered at t as x",
            "pagerduty: sent after 0.000 s",
            "pagerduty: NOT proven: rejected (400): invalid key",
            "pagerduty: NOT proven");
  }

  @Test
  void oneThatARestartInterruptedIsSaidToBe() {
    assertThat(
            lines(
                """
                {"receiver": "hook", "latest":
                  {"id": "x", "orderedAt": "t", "endedAt": "t", "proven": false, "routes": []}}
                """))
        .contains("hook: interrupted: the watcher was restarted, or reconfigured");
  }

  @Test
  void aReceiverThatWasNeverTriedHasNoDrill() {
    assertThat(DrillText.drills(body("{\"receiver\": \"hook\", \"latest\": null}"))).isEmpty();
  }

  private static List<String> lines(String receiver) {
    return DrillText.lines(DrillText.drills(body(receiver)).getFirst());
  }

  private static Map<?, ?> body(String receiver) {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build()).loadFromString("{\"data\": [" + receiver + "]}");
  }
}

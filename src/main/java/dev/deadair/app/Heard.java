package dev.deadair.app;

import dev.deadair.alert.Holding;
import dev.deadair.alert.Report;
import dev.deadair.alert.Tally;
import dev.deadair.notify.Observer;
import dev.deadair.turn.Fact;
import dev.deadair.web.Meters;

/** What couriers report, put into the inbox, and attempts counted. */
record Heard(Inbox inbox, Meters meters) implements Observer {

  @Override
  public void reported(Report report) {
    inbox.put(new Fact.Delivered(report));
    meters.paged(report.route().receiver(), report.reason().word(), report.outcome().word());
  }

  @Override
  public void held(Holding holding) {
    inbox.put(new Fact.Held(holding));
  }

  @Override
  public void counted(Tally tally) {
    inbox.put(new Fact.Counted(tally));
  }
}

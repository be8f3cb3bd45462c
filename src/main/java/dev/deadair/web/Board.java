package dev.deadair.web;

import dev.deadair.view.View;

/** Where the tick leaves what is to be shown, and where everything that shows it looks. */
public final class Board {
  private volatile View view = View.BLANK;

  /** Shows {@code next} from now on. One reference swapped: the caller never waits. */
  public void publish(View next) {
    view = next;
  }

  /** What was published last; {@link View#BLANK} before the first. */
  public View view() {
    return view;
  }

  /** Whether anything was published yet. */
  boolean isReady() {
    return view.seq() > 0;
  }
}

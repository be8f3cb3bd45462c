package dev.deadair.alert;

/**
 * Who watches this watcher.
 *
 * @param byAlertmanagers whether Alertmanagers are always told that it is there
 * @param bySwitch whether a dead man's switch is pinged; without one nobody wakes when it dies
 */
public record Vigil(boolean byAlertmanagers, boolean bySwitch) {

  public static final Vigil NONE = new Vigil(false, false);
}

package dev.deadair.diagnosis;

import java.util.regex.Pattern;

/**
 * What a server writes to its log when one thing is wrong, and what that means.
 *
 * @param line what is found in the line, in the words of Prometheus 2.x and 3.x
 * @param summary the cause, worded to follow the server's name
 * @param action what to do, with what it costs
 */
record Signature(Code code, Pattern line, String summary, String action) {

  static Signature of(Code code, String line, String summary, String action) {
    return new Signature(code, Pattern.compile(line), summary, action);
  }

  boolean isIn(String text) {
    return line.matcher(text).find();
  }
}

package dev.deadair.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something could not be read, in a sentence that begins with its name. */
final class Unreadable {
  private Unreadable() {}

  static String sentence(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NoSuchFileException missing -> missing.getFile() + ": no such file";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      // Worded for the operator by whoever threw it.
      case IOException own when own.getClass() == IOException.class && own.getMessage() != null ->
          own.getMessage();
      default -> e.toString();
    };
  }
}

package com.acme;

/** A temperature in tenths of a degree. */
record Reading(String town, int tenths) {
  /** Of {@code town;tenths}. */
  static Reading parse(String line) {
    int semicolon = line.indexOf(';');
    return new Reading(
        line.substring(0, semicolon), Integer.parseInt(line.substring(semicolon + 1)));
  }

  String sentence() {
    return town + " has " + tenths + " tenths";
  }
}

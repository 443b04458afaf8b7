package io.millrace.launcher.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lines of columns as wide as what they hold: texts to the left, numbers to the right. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<Object>> rows = new ArrayList<>();

  public Table(String... heads) {
    rows.add(Arrays.asList((Object[]) heads));
  }

  /** A row; its cells are texts, whole numbers or numbers, of which one decimal is shown. */
  public Table row(Object... cells) {
    rows.add(Arrays.asList(cells));
    return this;
  }

  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<Object> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = text(row.get(column));
      String padding = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : GAP)
          .append(isNumeric(column) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> text(row.get(column)).length()).max().orElse(0);
  }

  private boolean isNumeric(int column) {
    return rows.size() > 1 && rows.get(1).get(column) instanceof Number;
  }

  private static String text(Object cell) {
    if (!(cell instanceof Number number)) {
      return String.valueOf(cell);
    }
    boolean isWhole = !(cell instanceof Double || cell instanceof Float);
    return isWhole
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : String.format(Locale.ROOT, "%,.1f", number.doubleValue());
  }
}

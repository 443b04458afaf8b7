package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void a_column_is_as_wide_as_what_it_holds_with_numbers_to_the_right() {
    Table table = new Table("name", "count", "mean", "");
    table.row("a", 5, 1.26, "first");
    table.row("longer", 12_345, -1_000.0, "");
    assertThat(table.lines())
        .containsExactly(
            "name     count      mean",
            "a            5       1.3  first",
            "longer  12,345  -1,000.0");
  }

  @Test
  void without_rows_there_are_the_heads() {
    assertThat(new Table("a", "b").lines()).containsExactly("a  b");
  }
}

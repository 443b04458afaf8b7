/** What a driver node does for people and programs: takes jobs, ends them, says how they are. */
@NullMarked
package io.millrace.node.driver.desk;

import org.jspecify.annotations.NullMarked;

/**
 * The actors of the driver, which know every batch, block and worker by name and never hold a
 * record.
 */
@NullMarked
package io.millrace.actors.driver;

import org.jspecify.annotations.NullMarked;

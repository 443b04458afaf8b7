/**
 * The whole engine in one thread and virtual time: the real deciders and codecs, with simulated
 * actors, networks and faults around them, drawn from one seed.
 *
 * <p>{@link io.millrace.testkit.simulation.World} holds one run: an {@link
 * io.millrace.testkit.simulation.EventQueue}, a {@link io.millrace.testkit.simulation.Network}, one
 * {@link io.millrace.testkit.simulation.SimulatedDriver}, some {@link
 * io.millrace.testkit.simulation.SimulatedWorker}s, the {@link
 * io.millrace.testkit.simulation.DurableSink} and sources that outlive them. Each {@link
 * io.millrace.testkit.simulation.Invariant} is told what happens and asked after every event.
 */
@NullMarked
package io.millrace.testkit.simulation;

import org.jspecify.annotations.NullMarked;

export { type Instrumentation, type InstrumentationQuestion, planInstrumentation } from './plan-instrumentation.ts'

/** Words of languages' types, which name nobody's code. */
export const languageWords: ReadonlySet<string> = new Set(
  `alloc as bool byte char class const core dyn error f32 f64 float float32 float64 fn for i128 i16 i32 i64 i8 impl int int32
  int64 isize long mut self Self short signed std str string struct u128 u16 u32 u64 u8 uint uint8 unsigned usize void
  where`.split(/\s+/),
)

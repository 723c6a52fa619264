// A lesson with every part of the format: states, a computed answer, choices, a goal with its solution, and notes.
#pragma once

namespace convscope {

inline constexpr const char* kExampleLesson = R"lesson(---
title: What a 3x3 filter does
language: en
minutes: 12
---
## Nine products
```convscope
workspace filter-lab
picture staircase
preset sobel-vertical
pin input 255 255
cover inspector.sum view.filtered view.pooled
point inspector.product.*
```
The window lies on the banister. Multiply each of the nine neighbours by the filter value at the same place, and add.

What is the sum?

= inspector.sum
> **Hint** The middle column is multiplied by 0: six products are left.
> **Teacher** Let them write it down, count hands, then reveal.

## Which edges?
```convscope
preset sobel-horizontal
cover view.filtered
```
What will pop out?

- [ ] the banister's rods
  > They are vertical: left and right of a rod differ, above and below do not.
- [x] the steps
- [ ] everything

## Build it yourself
```convscope
preset identity
only filter.cell.*
```
Build a filter that leaves flat areas black and edges bright.
```check
filter.sum = 0
filtered.range > 200
```
```solution
preset laplacian
```
)lesson";

}  // namespace convscope

// A lesson for tests, written into the driver's folder.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "tests/gui/driver.h"

namespace convscope::test {

inline constexpr std::string_view kThreeSteps = R"(---
title: What a filter does
language: en
minutes: 12
---
## Nine products
```convscope
workspace filter-lab
picture staircase
preset sobel-vertical
pin filtered 255 255
cover inspector.sum view.filtered
point inspector.product.*
```
Multiply each **neighbour** by the *filter value* at the same place, and add.

What is the sum?

= inspector.sum

The middle column is worth nothing.

> **Hint** Six products are left.
> **Teacher** Count hands before the reveal.

## Which edges?
```convscope
preset sobel-horizontal
cover view.filtered
```
What will pop out?

- [ ] the banister's rods
  > They are vertical.
- [x] the steps
- [ ] everything

## Build it yourself
```convscope
preset identity
only filter.cell.*
```
Build a filter whose values add up to 0.
```check
filter.sum = 0
```
```solution
preset laplacian
```
)";

inline std::filesystem::path write_lesson_into(const std::filesystem::path& folder,
                                               std::string_view text = kThreeSteps) {
    std::filesystem::path file = folder / "edges.en.md";
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

inline std::filesystem::path write_lesson(const Driver& driver, std::string_view text = kThreeSteps) {
    return write_lesson_into(driver.folder(), text);
}

}  // namespace convscope::test

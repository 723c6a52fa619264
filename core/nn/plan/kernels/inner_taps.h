// The taps of a window that lie inside the image, along one axis. Padding is not read.
#pragma once

#include <cstdint>

#include "core/nn/model/window.h"

namespace convscope::nn {

/// `count` taps, from tap `begin` on. Tap `begin` lies at input position `first`; the others follow `dilation` apart.
struct InnerTaps {
    std::int64_t begin = 0, first = 0, count = 0;
};

inline InnerTaps inner_taps(const WindowAxis& axis, std::int64_t position) {
    std::int64_t begin = 0, end = axis.size;
    while (begin < end && axis.tap(position, begin) < 0) ++begin;
    while (begin < end && axis.tap(position, end - 1) >= axis.input) --end;
    return {begin, axis.tap(position, begin), end - begin};
}

}  // namespace convscope::nn

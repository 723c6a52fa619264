#include "core/io/onnx/operators/images/depth_to_space.h"

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/windows.h"

namespace convscope::onnx {

namespace {

/// The attribute blocksize: the side of a block of pixels.
std::int64_t block_side(const Call& call, const Value& value) {
    const std::int64_t side = call.integer("blocksize", 0);
    if (value.rank() != 4 || value.batch_axis().value_or(0) != 0)
        call.refuse(tr("exchanges channels and pixels of a value that is not an image"),
                    tr("use it on (batch, channels, rows, columns)"));
    if (side < 1 || side > nn::kMaxSide) call.refuse(tr("has blocks of {} pixels", side), kExportAgain);
    return side;
}

/// Sets the output to the value reshaped to `split`, with its axes in `order`, then reshaped to `merged`.
void set_rearranged(const Call& call, Value value, const Dims& split, const std::vector<std::size_t>& order,
                    const Dims& merged) {
    value = call.reshaped(std::move(value), split);
    value.transpose(order);
    value = call.reshaped(std::move(value), merged);
    call.set(as_image(call, value));
}

}  // namespace

void read_depth_to_space(const Call& call) {
    const Value& value = call.value(0);
    const std::int64_t side = block_side(call, value);
    const Dims d = value.dims();
    if (d[1] % (side * side) != 0)
        call.refuse(tr("distributes {} channels over blocks of {} x {} pixels", d[1], side, side), kExportAgain);
    const std::int64_t channels = d[1] / (side * side);
    const Dims merged{d[0], channels, d[2] * side, d[3] * side};
    const std::string mode = call.text("mode", "DCR");
    if (mode == "DCR")
        return set_rearranged(call, value, {d[0], side, side, channels, d[2], d[3]}, {0, 3, 4, 1, 5, 2}, merged);
    if (mode != "CRD") call.refuse(tr("has an unknown mode {}", display_text(mode)), kExportAgain);
    set_rearranged(call, value, {d[0], channels, side, side, d[2], d[3]}, {0, 1, 4, 2, 5, 3}, merged);
}

void read_space_to_depth(const Call& call) {
    const Value& value = call.value(0);
    const std::int64_t side = block_side(call, value);
    const Dims d = value.dims();
    if (d[2] % side != 0 || d[3] % side != 0)
        call.refuse(tr("divides {} x {} pixels into blocks of {} x {}", d[2], d[3], side, side), kExportAgain);
    set_rearranged(call, value, {d[0], d[1], d[2] / side, side, d[3] / side, side}, {0, 3, 5, 1, 2, 4},
                   {d[0], d[1] * side * side, d[2] / side, d[3] / side});
}

}  // namespace convscope::onnx

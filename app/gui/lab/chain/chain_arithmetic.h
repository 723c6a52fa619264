// The arithmetic of the selected value: for each input map window x kernel = products, their sums, the bias, the
// activation, and the pooling block.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"

namespace convscope {

/// The height at which the arithmetic of the chosen stage is readable in an area of this width.
float chain_arithmetic_height(const ChainScene& scene, float width);
/// Draws the arithmetic of the scene's selection as large as the area allows. Input maps whose products do not fit are
/// shown only as their sums. Marks: "chain.output" (the value's place), "chain.products.MAP", "chain.sum.MAP" (up to
/// three input maps) or "chain.sums.ROW.COLUMN", "chain.total", "chain.biased", "chain.value", "chain.block" and
/// "chain.pooled".
void show_chain_arithmetic(ChainScene& scene, Rect area);

}  // namespace convscope

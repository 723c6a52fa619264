// ONNX's protobuf messages. Their namespace is ::onnx, which convscope::onnx hides; in convscope::onnx they are called
// proto::ModelProto and so on. Include this only to read or write the file itself.
#pragma once

#include <onnx/onnx_pb.h>

namespace convscope::onnx {

namespace proto = ::onnx;

}  // namespace convscope::onnx

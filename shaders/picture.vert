// One triangle that covers the target. `place` is (0, 0) at the upper left corner and (1, 1) at the lower right one.
out vec2 place;

void main() {
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    place = vec2(corner.x, 1.0 - corner.y);
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
